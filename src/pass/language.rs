//! Which language a text is in: its script settles it or nearly does, however short the text; words in the Latin
//! script are compared with what is usual in each language, if there are enough of them.

use unicode_script::{Script, UnicodeScript};
use whatlang::Lang;

use crate::ir::walk::{Visit, walk_block, walk_inline};
use crate::ir::{Block, Document, Inline, InlineKind, Metadata};

/// The language (BCP 47) that the words of a document are in, if they tell.
pub fn of_document(document: &Document) -> Option<String> {
    /// A shorter text is often taken for another language.
    const ENOUGH: usize = 80;
    let Metadata { title, subtitle, summary, .. } = &document.metadata;
    let lines = std::iter::once(title).chain(subtitle).chain(summary).map(String::as_str);
    let mut words = Words { text: lines.collect::<Vec<_>>().join(" ") };
    document.blocks.iter().for_each(|block| words.block(block));
    let text = words.text;
    if let Some(language) = of_script(&text) {
        return Some(language.to_owned());
    }
    if text.chars().filter(|c| c.is_alphabetic()).count() < ENOUGH {
        return None;
    }
    reliable(&text).map(|language| tag(language).to_owned())
}

/// The beginning of a document's words, without code and formulas.
#[derive(Default)]
pub(super) struct Words {
    pub(super) text: String,
}

impl Words {
    /// More does not make the guess better.
    const PLENTY: usize = 1500;
}

impl Visit<'_> for Words {
    #[expect(clippy::string_slice, reason = "the boundary is one of characters")]
    fn inline(&mut self, inline: &Inline) {
        if self.text.len() > Self::PLENTY {
            return;
        }
        match &inline.kind {
            InlineKind::Text { text } => self.text.push_str(&text[..text.floor_char_boundary(Self::PLENTY)]),
            InlineKind::SoftBreak | InlineKind::HardBreak => self.text.push(' '),
            InlineKind::Code { .. }
            | InlineKind::Math { .. }
            | InlineKind::Image(_)
            | InlineKind::FootnoteReference { .. } => {}
            InlineKind::Styled { .. }
            | InlineKind::Link { .. }
            | InlineKind::Footnote { .. }
            | InlineKind::Span { .. } => walk_inline(self, inline),
        }
    }
    fn block(&mut self, block: &Block) {
        self.text.push(' ');
        walk_block(self, block);
    }
}

/// The language that the words are surely in: of many, the first may tell as well as all.
#[expect(clippy::string_slice, reason = "the boundary is one of characters")]
fn reliable(text: &str) -> Option<Lang> {
    const FIRST: usize = 500;
    let detected =
        |text: &str| whatlang::detect(text).filter(whatlang::Info::is_reliable).map(|found| found.lang());
    let first = (text.len() > 2 * FIRST).then(|| detected(&text[..text.floor_char_boundary(FIRST)]));
    first.flatten().or_else(|| detected(text))
}

/// The scripts that a text is written in, by their letters.
#[derive(Debug, Default, Clone)]
pub struct Scripts {
    /// How many letters there are of each; the scripts of Chinese, Japanese and Korean, which are written together,
    /// count as one ([`Script::Han`]).
    letters: Vec<(Script, usize)>,
}

impl Scripts {
    /// Counts the letters of a text.
    pub fn add(&mut self, text: &str) {
        /// So many bytes are looked at as one, and their letters counted in a byte.
        const BLOCK: usize = 64;
        // Most letters are Latin ones, which the first byte of a character tells; what else begins with it is rare
        // (`×`, `÷`), and does not change which script most are of.
        let is_latin = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, 0xC3..=0xC8);
        let is_other = |byte: u8| byte == 0xC2 || byte >= 0xC9;
        let mut latin = 0;
        for (start, block) in text.as_bytes().chunks(BLOCK).enumerate().map(|(at, block)| (at * BLOCK, block))
        {
            let letters: u8 = block.iter().map(|&byte| u8::from(is_latin(byte))).sum();
            latin += usize::from(letters);
            if !block.iter().fold(false, |any, &byte| any | is_other(byte)) {
                continue;
            }
            for (at, _) in block.iter().enumerate().filter(|(_, byte)| is_other(**byte)) {
                let other = text.get(start + at..).and_then(|rest| rest.chars().next());
                if let Some(c) = other.filter(|c| c.is_alphabetic()) {
                    self.letter(c.script());
                }
            }
        }
        self.count(Script::Latin, latin);
    }

    fn letter(&mut self, script: Script) {
        match script {
            Script::Han | Script::Hiragana | Script::Katakana | Script::Hangul | Script::Bopomofo => {
                // One of these letters says as much as several of the others.
                self.count(Script::Han, 3);
            }
            Script::Common | Script::Inherited | Script::Unknown => {}
            script => self.count(script, 1),
        }
    }

    fn count(&mut self, script: Script, letters: usize) {
        match self.letters.iter_mut().find(|(own, _)| *own == script) {
            Some((_, count)) => *count += letters,
            None if letters > 0 => self.letters.push((script, letters)),
            None => {}
        }
    }

    /// Whether there is no more than one.
    pub fn is_uniform(&self) -> bool {
        self.letters.len() < 2
    }

    /// The script of more than half of the letters.
    pub fn main(&self) -> Option<Script> {
        let all: usize = self.letters.iter().map(|(_, letters)| letters).sum();
        self.letters.iter().find(|(_, letters)| 2 * letters > all).map(|(script, _)| *script)
    }
}

/// The language (BCP 47) that the script of most of the letters settles or nearly does; `None` for the Latin script,
/// except with the letters of Vietnamese, and when there is too little to tell words from symbols.
pub fn of_script(text: &str) -> Option<&'static str> {
    let mut scripts = Scripts::default();
    scripts.add(text);
    let script = scripts.main()?;
    let letters = |wanted: &str| text.chars().filter(|c| wanted.contains(*c)).count();
    // Several languages that share a script are told apart by their words, when there are enough of them.
    let among = |allowed: &[Lang]| reliable(text).filter(|found| allowed.contains(found)).map(tag);
    Some(match script {
        Script::Latin => {
            let vietnamese = |c: &char| matches!(c, 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1EA0}'..='\u{1EF9}');
            let all = text.chars().filter(|c| c.is_alphabetic()).count();
            let marked = text.chars().filter(vietnamese).count();
            // Every tenth letter or so has a mark that only Vietnamese has; a name in other words has not.
            return (marked >= 2 && marked * 16 >= all).then_some("vi");
        }
        Script::Han => chinese_japanese_or_korean(text),
        Script::Greek if has_words(text) => "el",
        Script::Greek => return None,
        Script::Cyrillic => among(&[Lang::Rus, Lang::Ukr, Lang::Bul, Lang::Bel, Lang::Srp, Lang::Mkd])
            .unwrap_or_else(|| match () {
                () if letters("ўЎ") > 0 => "be",
                () if letters("іїєґІЇЄҐ") > 0 => "uk",
                () if letters("ѓќѕЃЌЅ") > 0 => "mk",
                () if letters("ђћљњјџЂЋЉЊЈЏ") > 0 => "sr",
                () if letters("ъЪ") > 0 && letters("ыэёЫЭЁ") == 0 => "bg",
                () => "ru",
            }),
        Script::Hebrew => among(&[Lang::Heb, Lang::Yid]).unwrap_or("he"),
        Script::Arabic => match () {
            () if letters("ٹڈڑںےہھ") > 0 => "ur",
            () if letters("ټډړښځڅڼېۍ") > 0 => "ps",
            // What the two write differently, and what only Persian has.
            () if letters("پچژگکی") > letters("كيىةأإ") => "fa",
            () => "ar",
        },
        Script::Devanagari => among(&[Lang::Hin, Lang::Mar, Lang::Nep]).unwrap_or("hi"),
        Script::Thai => "th",
        Script::Lao => "lo",
        Script::Khmer => "km",
        Script::Myanmar => "my",
        Script::Tibetan => "bo",
        Script::Bengali => "bn",
        Script::Gujarati => "gu",
        Script::Gurmukhi => "pa",
        Script::Kannada => "kn",
        Script::Malayalam => "ml",
        Script::Oriya => "or",
        Script::Sinhala => "si",
        Script::Tamil => "ta",
        Script::Telugu => "te",
        Script::Armenian => "hy",
        Script::Georgian => "ka",
        Script::Ethiopic => "am",
        _ => return None,
    })
}

/// Whether there are words, not only letters that stand for numbers and angles.
fn has_words(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 2).count() > 1
}

/// Japanese has kana between the characters, Korean has an alphabet of its own. Chinese is told to be the
/// traditional one by characters that were simplified.
fn chinese_japanese_or_korean(text: &str) -> &'static str {
    const SIMPLIFIED: &str = "与业东丝两严个为么义习书买乱争亚产们优会传体关兴写农决况净凭划刘则创务动劳区医华协单卖卢卫厂厅历厉压\
         县参双发变叶号吗听启员响嘱园国图圆圣场坏块坚声处备复够头夹夺奋奖妇妈孙学宁实审宽宾对寻导将尔尘层岁岛\
         币师帐带帮广庄庆库应庙废开异张弹强归当录彻径忆怀态总恋恶悬惊惯愿懒户执扩扫扬抚抛护报担拥择挂挥损换据\
         数断无旧时显晓条来极构标栋栏树样桥检楼横欢欧残毁毕气汉汤沟没泪泽洁浅测济浓涌涨渐温湾满滤灭灯灵灾炉点\
         炼烂热爱爷牵状独狮玛环现电画畅疗疯监盖盘码确碍离种积称稳穷窃竞笔筑签简类粮紧纠红级纪纯纳纸线练组细织\
         终经结绕绘给络绝统继绩续维绿缓编缩网罗罚职联聪肠肤胜脑脚脸艺节芦苏荐药获萝营蓝虑虽蛮补装见观规视览觉\
         计订认讨让训议记讲许论设访证评识诉词译试诗话该详语误说请诸课谁调谈谓谢谱贝负财责败货质购贸费资赞赵趋\
         跃车转轮软轻载较辑输边达迁过迈运还这进远连迟适选递逻遗邮郑释针钟钢钱铁银链错镜长门闪闭问间闻阅队阳阴\
         阵阶际陆险随难雾静页顶项顺须顾顿预领频题颜额风飞饭饮馆马驱验骑鱼鲁鸟鸡鸣鹅麦黄齐齿龙龟";
    const TRADITIONAL: &str = "亂亞來個們備傳優兩則創劃劉動務勝勞區協厲參員問啟單嗎嚴囑國園圓圖執堅報場塊塵壓壞夠夾奪奮婦媽孫學實寧\
         審寫寬將尋對導層島師帳帶幣幫庫廟廠廢廣廳張強彈後徑復徹惡愛態慣慮慶憑憶應懶懷懸戀戶拋掃掛揚換揮損撫擁\
         擇擔據擴敗數斷時暢曉書會東條棟業極構樓標樣樹橋橫檢欄歐歡歲歷歸殘毀氣決沒況淚淨淺測湧湯溝溫滅滿漢漲漸\
         潔澤濃濟濾灣災為無煉熱燈營爐爛爭爺爾牽狀獅獎獨獲現瑪環產畢畫異當瘋療發監盤盧確碼礙種稱積穩窮竊競筆節\
         築簡簽糧糾紀紅納純紙級細終組結絕絡給統絲經綠維網緊線編緩練縣縮總績織繞繪繼續罰羅義習聖聞聯聰聲職聽腦\
         腳腸膚臉與興舊莊華葉蓋薦藍藝藥蘆蘇蘿處號蠻衛補裝裡見規視覺覽觀訂計討訓記訪設許訴評詞試詩話該詳認語誤\
         說誰課調談請論諸謂講謝證識譜譯議護變讓貝負財貨責買費貿資賓賣質購贊趙趨躍車軟較載輕輪輯輸轉農這連進運\
         過達遞遠適遲遷選遺邁還邊邏郵鄭醫釋針銀鋼錄錢錯鏈鏡鐘鐵長門閃閉開間閱關陣陰陸陽隊階際隨險雖雙雞離難電\
         霧靈靜響頁頂項順須預頓領頭頻題額顏願類顧顯風飛飯飲餘館馬騎驅驗驚體魚魯鳥鳴鵝麥麼黃點齊齒龍龜";
    let [mut han, mut kana, mut hangul, mut simplified, mut traditional] = [0_usize; 5];
    for c in text.chars() {
        match c.script() {
            Script::Han => {
                han += 1;
                simplified += usize::from(SIMPLIFIED.contains(c));
                traditional += usize::from(TRADITIONAL.contains(c));
            }
            Script::Hiragana | Script::Katakana => kana += 1,
            Script::Hangul => hangul += 1,
            _ => {}
        }
    }
    if hangul > kana && 4 * hangul >= han {
        "ko"
    } else if 8 * kana >= han {
        "ja"
    } else if traditional > simplified {
        "zh-Hant"
    } else {
        "zh"
    }
}

/// The BCP 47 tag of a language that whatlang names by ISO 639-3.
#[expect(clippy::too_many_lines, reason = "one row for each language")]
fn tag(language: Lang) -> &'static str {
    match language {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        Lang::Cym => "cy",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Attributes, BlockKind, ListItem, ListKind};
    use crate::locale;
    use crate::source::Span;

    fn guess(blocks: Vec<BlockKind>) -> Option<String> {
        let blocks = blocks.into_iter().map(|kind| Block::new(Span::default(), kind)).collect();
        of_document(&Document { blocks, ..Document::default() })
    }

    fn paragraph(words: &str) -> BlockKind {
        BlockKind::Paragraph { content: vec![Inline::text(Span::default(), words)] }
    }

    const FRENCH: &str = "La suite est définie par récurrence, et l'on montre que chaque terme est la somme \
                          des deux termes qui le précèdent dans la suite.";

    #[test]
    fn words_count_in_lists_but_not_in_code() {
        let code = "the is of and this that with from have been would there their which will each about";
        let item = ListItem {
            span: Span::default(),
            attributes: Attributes::default(),
            task: None,
            number: None,
            blocks: vec![Block::new(Span::default(), paragraph(FRENCH))],
        };
        let code = BlockKind::code(None, code.repeat(9));
        let list = BlockKind::List { kind: ListKind::Bullet, tight: true, items: vec![item] };
        assert_eq!(guess(vec![code, list]).as_deref(), Some("fr"));
    }

    #[test]
    fn a_script_tells_the_language_of_a_few_words() {
        for (text, language) in [
            ("뉴턴 방법", "ko"),
            ("한국어 노트의 漢字", "ko"),
            ("ニュートン法", "ja"),
            ("彼は「おはよう」と言って去った。", "ja"),
            ("牛顿法", "zh"),
            ("这是一个句子", "zh"),
            ("這是一個句子", "zh-Hant"),
            ("牛頓法", "zh-Hant"),
            ("Chú ý làm tròn. Phương pháp Newton", "vi"),
            ("Python で機械学習を始める", "ja"),
            ("שיטת ניוטון", "he"),
            ("طريقة نيوتن في التقريب", "ar"),
            ("روش نیوتن", "fa"),
            ("نیوٹن کا طریقہ", "ur"),
            ("Η μέθοδος του Νεύτωνα", "el"),
            ("Метод Ньютона", "ru"),
            ("Обережно з округленням, їжак", "uk"),
            ("วิธีของนิวตัน", "th"),
            ("न्यूटन विधि", "hi"),
            ("Phương pháp Newton", "vi"),
            ("நியூட்டன் முறை", "ta"),
            ("ნიუტონის მეთოდი", "ka"),
        ] {
            assert_eq!(of_script(text), Some(language), "{text}");
        }
    }

    #[test]
    fn names_and_symbols_in_another_script_do_not() {
        for text in [
            "Les neuf chapitres (九章算术) de 刘徽",
            "α β γ δ",
            "ε",
            "The word الجبر gave algebra",
            "A short text",
            "Le nom de Nguyễn Văn Hiệu et la suite de la phrase qui est bien plus longue",
            "1234",
            "",
        ] {
            assert_eq!(of_script(text), None, "{text}");
        }
    }

    #[test]
    fn every_language_that_can_be_guessed_has_a_tag() {
        for &language in Lang::all() {
            assert_eq!(locale::language_tag(tag(language)).as_deref(), Some(tag(language)), "{language:?}");
        }
    }
}
