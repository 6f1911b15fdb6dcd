//! Writes tables of OpenType (ISO/IEC 14496-22), and files of them (OpenType, WOFF 1.0).

use std::collections::BTreeMap;
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use ttf_parser::{GlyphId, Tag};

/// Numbers in the order of bytes that fonts have.
#[derive(Debug, Default)]
pub struct Bytes(pub Vec<u8>);

impl Bytes {
    /// Adds a number of 16 bits; those beyond are left out, which no table that is written here has.
    pub fn u16(&mut self, number: usize) -> &mut Self {
        self.0.extend_from_slice(&(number as u16).to_be_bytes());
        self
    }

    /// Adds a number of 16 bits with its sign.
    pub fn i16(&mut self, number: i16) -> &mut Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Adds a number of 32 bits.
    pub fn u32(&mut self, number: u32) -> &mut Self {
        self.0.extend_from_slice(&number.to_be_bytes());
        self
    }

    /// Adds a glyph.
    pub fn glyph(&mut self, glyph: GlyphId) -> &mut Self {
        self.u16(glyph.0.into())
    }

    /// Adds numbers of 16 bits.
    pub fn numbers(&mut self, numbers: impl Iterator<Item = usize>) {
        for number in numbers {
            self.u16(number);
        }
    }

    /// Puts the offset from `from` to the end where two bytes were left for it.
    ///
    /// # Errors
    /// `None` when the offset has more than 16 bits.
    #[must_use]
    pub fn point(&mut self, from: usize, at: usize) -> Option<()> {
        let offset = u16::try_from(self.0.len().checked_sub(from)?).ok()?;
        self.0.get_mut(at..at + 2)?.copy_from_slice(&offset.to_be_bytes());
        Some(())
    }

    /// Adds parts that offsets of 16 bits lead to: these offsets, counted from `from`, then the parts.
    #[must_use]
    pub fn parts(&mut self, from: usize, parts: &[Vec<u8>]) -> Option<()> {
        let start = self.0.len();
        self.numbers(parts.iter().map(|_| 0));
        for (index, part) in parts.iter().enumerate() {
            self.point(from, start + 2 * index)?;
            self.0.extend_from_slice(part);
        }
        Some(())
    }

    /// Adds a coverage table of glyphs that are sorted.
    pub fn coverage(&mut self, glyphs: impl ExactSizeIterator<Item = GlyphId>) {
        self.u16(1).u16(glyphs.len());
        self.numbers(glyphs.map(|glyph| glyph.0.into()));
    }
}

/// The table `cmap`: the glyph of each character.
pub fn cmap(glyphs: &BTreeMap<char, GlyphId>) -> Option<Vec<u8>> {
    // Runs of characters whose glyphs follow each other too.
    let mut runs: Vec<(u32, u32, u32)> = Vec::new();
    for (&c, glyph) in glyphs {
        let (c, glyph) = (u32::from(c), u32::from(glyph.0));
        match runs.last_mut() {
            // No run leads from one plane into the next.
            Some((start, end, first))
                if *end + 1 == c && *first + (c - *start) == glyph && c & 0xFFFF != 0 =>
            {
                *end = c
            }
            _ => runs.push((c, c, glyph)),
        }
    }
    let basic: Vec<_> =
        runs.iter().filter(|(_, end, _)| *end < 0xFFFF).chain([&(0xFFFF, 0xFFFF, 0)]).collect();
    let mut table = Bytes::default();
    table.u16(0).u16(2).u16(3).u16(1).u32(20).u16(3).u16(10);
    let length = 16 + 8 * basic.len();
    table.u32(u32::try_from(20 + length).ok()?);
    u16::try_from(length).ok()?;
    let selector = basic.len().ilog2();
    let search = 2_usize << selector;
    table.u16(4).u16(length).u16(0).u16(2 * basic.len());
    table.u16(search).u16(selector as usize).u16(2 * basic.len() - search);
    table.numbers(basic.iter().map(|(_, end, _)| *end as usize));
    table.u16(0);
    table.numbers(basic.iter().map(|(start, _, _)| *start as usize));
    // The last one, which ends the table, has no glyph.
    let delta = |start, first: u32| if start == 0xFFFF { 1 } else { first.wrapping_sub(start) & 0xFFFF };
    table.numbers(basic.iter().map(|(start, _, first)| delta(*start, *first) as usize));
    table.numbers(basic.iter().map(|_| 0));
    table.u16(12).u16(0).u32(u32::try_from(16 + 12 * runs.len()).ok()?).u32(0);
    table.u32(u32::try_from(runs.len()).ok()?);
    for (start, end, first) in &runs {
        table.u32(*start).u32(*end).u32(*first);
    }
    Some(table.0)
}

/// The table `name`: texts by their numbers (ISO/IEC 14496-22, 5.2.6), in English.
pub fn name(texts: &BTreeMap<u16, String>) -> Option<Vec<u8>> {
    let mut table = Bytes::default();
    let start = 6 + 12 * texts.len();
    table.u16(0).u16(texts.len()).u16(start);
    let mut all = Vec::new();
    for (id, text) in texts {
        let text: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        u16::try_from(all.len() + text.len()).ok()?;
        table.u16(3).u16(1).u16(0x409).u16((*id).into()).u16(text.len()).u16(all.len());
        all.extend(text);
    }
    table.0.extend(all);
    Some(table.0)
}

/// Tables by their names; in a file they stand in this order.
pub type Tables = BTreeMap<Tag, Vec<u8>>;

/// A file of tables with outlines of CFF or TrueType.
pub fn file(mut tables: Tables) -> Option<Vec<u8>> {
    let flavor = if tables.contains_key(&Tag::from_bytes(b"CFF ")) { 0x4F54_544F } else { 0x0001_0000 };
    let count = tables.len();
    let head = Tag::from_bytes(b"head");
    tables.get_mut(&head)?.get_mut(8..12)?.fill(0);
    let selector = count.checked_ilog2()?;
    let search = 16_usize << selector;
    let mut file = Bytes::default();
    file.u32(flavor).u16(count).u16(search).u16(selector as usize).u16(16 * count - search);
    let mut offset = 12 + 16 * count;
    let mut adjustment = 0;
    for (tag, table) in &tables {
        if *tag == head {
            adjustment = offset + 8;
        }
        file.u32(tag.0).u32(checksum(table)).u32(u32::try_from(offset).ok()?).u32(table.len() as u32);
        offset += table.len().next_multiple_of(4);
    }
    for table in tables.values() {
        file.0.extend_from_slice(table);
        file.0.resize(file.0.len().next_multiple_of(4), 0);
    }
    let whole = 0xB1B0_AFBA_u32.wrapping_sub(checksum(&file.0));
    file.0.get_mut(adjustment..adjustment + 4)?.copy_from_slice(&whole.to_be_bytes());
    Some(file.0)
}

fn checksum(table: &[u8]) -> u32 {
    let word = |bytes: &[u8]| {
        let mut word = [0; 4];
        word.iter_mut().zip(bytes).for_each(|(own, byte)| *own = *byte);
        u32::from_be_bytes(word)
    };
    table.chunks(4).fold(0, |sum, bytes| sum.wrapping_add(word(bytes)))
}

/// A font file (OpenType) in the form for pages (WOFF 1.0, W3C): its tables are compressed.
pub fn woff(font: &[u8]) -> Option<Vec<u8>> {
    /// Tables that are shorter gain less than it takes to begin.
    const SMALL: usize = 1_000;
    let face = ttf_parser::RawFace::parse(font, 0).ok()?;
    let mut records: Vec<_> = face.table_records.into_iter().collect();
    records.sort_by_key(|record| record.tag);
    let (mut directory, mut data) = (Bytes::default(), Vec::new());
    let start = 44 + 20 * records.len();
    let mut whole = 12 + 16 * records.len();
    for record in &records {
        let table = face.table(record.tag)?;
        let packed = if table.len() > SMALL { packed(table)? } else { Vec::new() };
        let kept = if !packed.is_empty() && packed.len() < table.len() { &packed } else { table };
        directory.u32(record.tag.0).u32(u32::try_from(start + data.len()).ok()?);
        directory.u32(kept.len() as u32).u32(table.len() as u32).u32(record.check_sum);
        data.extend_from_slice(kept);
        data.resize(data.len().next_multiple_of(4), 0);
        whole += table.len().next_multiple_of(4);
    }
    let mut file = Bytes::default();
    file.0.extend_from_slice(b"wOFF");
    file.0.extend_from_slice(font.get(..4)?);
    file.u32(u32::try_from(start + data.len()).ok()?)
        .u16(records.len())
        .u16(0)
        .u32(u32::try_from(whole).ok()?);
    file.u16(1).u16(0);
    file.u32(0).u32(0).u32(0).u32(0).u32(0);
    file.0.extend(directory.0);
    file.0.extend(data);
    Some(file.0)
}

fn packed(table: &[u8]) -> Option<Vec<u8>> {
    // Outlines repeat little: more effort takes half as long again and saves 0.5 %.
    let mut packed = ZlibEncoder::new(Vec::with_capacity(table.len()), Compression::new(2));
    packed.write_all(table).ok()?;
    packed.finish().ok()
}
