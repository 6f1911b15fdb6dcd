//! Pictures by a shortcode.

use crate::read::core::construct::{Construct, Written, names};
use crate::read::meaning::shortcode::media::source;

pub static PICTURE: Construct = Construct {
    names: &names(["figure", "image", "img", "imgproc", "picture", "resize_image"], Written::TAG),
    doc: "A picture, with what stands under it.",
    example: "{{< figure src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" alt=\"A dot\" caption=\"A dot.\" >}}",
    read: |call, children, reader| match source(call.tag) {
        Some(source) => Ok(reader.figure(call.span, call.tag, &source, children)),
        None => Err(children),
    },
};
