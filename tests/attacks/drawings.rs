//! Images and drawings that read files, reach a network, run something, or grow when they are decoded.
