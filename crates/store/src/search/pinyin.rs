//! How Chinese is read aloud: the readings of each character where it stands. A name is found by
//! its surname reading and by the ordinary one, since people type either.

use std::collections::HashMap;
use std::sync::LazyLock;

use pinyin::ToPinyin;

/// Surnames whose reading differs from the character's commonest one, or is in dispute.
const SURNAMES: &str = "\
仇 qiu chou|任 ren|单 shan dan chan|盖 ge gai|查 zha cha|区 ou qu|翟 zhai di|乐 yue le|洗 xian xi|冼 xian|黑 he hei|\
解 xie jie|曾 zeng ceng|朴 piao pu|尉 wei yu|长 zhang chang|万 wan|宓 mi fu|葛 ge|缪 miao mou miu|纪 ji|华 hua|秘 bi mi|\
繁 po fan|折 she zhe|员 yun yuan|贠 yun|祭 zhai ji|种 chong zhong|重 chong zhong|逄 pang|逢 pang feng|隗 wei kui|能 nai neng|\
覃 qin tan|谌 chen shen|晁 chao|晟 cheng sheng|燕 yan|应 ying|於 yu|那 na nuo|佴 nai er|召 shao zhao|卜 bu|牟 mu mou|莘 shen xin|\
相 xiang|车 che ju|阚 kan|俞 yu shu|宁 ning|柏 bai bo|薄 bo bao|石 shi|沈 shen|干 gan|句 gou ju|角 jiao jue|过 guo|乜 nie mie|\
佘 she|厍 she|库 she ku|粘 nian zhan|郗 xi chi|郇 xun huan|要 yao|钭 tou|眭 sui|睢 sui|呙 guo|妫 gui|訾 zi|麴 qu|遆 ti|费 fei bi|\
贾 jia gu|褚 chu zhu|都 du dou|宿 su xiu|叶 ye xie|会 gui hui|曲 qu|撒 sa|寻 xun xin|稽 ji qi|嵇 ji|冒 mao mo|乘 cheng sheng|\
炅 gui jiong|奇 qi ji|藏 zang cang|仝 tong|缴 jiao zhuo|盛 sheng cheng|行 xing hang|阙 que|强 qiang jiang|圈 juan quan|郄 qie xi|\
郤 xi|迮 ze|笮 ze zuo|殷 yin|汤 tang shang|校 xiao jiao|鲜 xian|难 nan ning|扎 za zha|亶 dan|澹 tan dan|铫 yao diao|陶 tao yao|\
射 she ye yi|泷 shuang long|庹 tuo|么 yao me|昝 zan|令 ling|嫪 lao|敫 jiao|郐 kuai|沮 ju zu|且 ju qie|苴 ju cha|番 pan fan po|\
裨 bi pi|辟 pi bi|扁 bian pian|仆 pu|色 se shai|杉 shan sha|少 shao|什 shi shen|率 lv shuai|尾 wei yi|系 xi ji|见 jian xian|\
颉 xie jie|载 zai|择 zhai ze|柞 zuo zha|甄 zhen|正 zheng|中 zhong|谷 gu yu|台 tai|和 he|哈 ha|尺 chi|参 shen can cen|\
阿 a e|堵 du zhe|弗 fu|拓 tuo ta|调 tiao diao|传 chuan zhuan|朝 chao zhao|朱 zhu|旁 pang|术 shu zhu|杻 niu|戚 qi|巷 xiang hang|\
降 jiang xiang|洞 dong tong|溱 qin zhen|适 kuo shi|肖 xiao|虑 lv|隽 juan jun|雋 juan jun|丽 li|夏 xia|孛 bei bo|沓 ta|莞 guan wan|蕃 fan bo|\
卡 ka qia|否 pi fou|咸 xian|啜 chuo chuai|夹 jia|委 wei|媞 ti shi|歙 she xi|禅 shan chan|称 cheng chen|臭 chou xiu|芥 jie gai|蔓 man wan|虹 hong jiang|\
褶 zhe xi|識 shi|识 shi zhi|说 yue shuo|貉 he hao mo|貊 mo|邪 ya xie ye|郝 hao|阏 e yan|隰 xi|题 ti|食 shi si yi|骑 qi ji|齐 qi ji|\
单于 chan yu|尉迟 yu chi|长孙 zhang sun|万俟 mo qi|澹台 tan tai|令狐 ling hu|乐正 yue zheng|吐谷浑 tu yu hun|宰父 zai fu|\
鲜于 xian yu|闾丘 lv qiu|皇甫 huang fu|濮阳 pu yang|淳于 chun yu|拓跋 tuo ba|亓官 qi guan|夹谷 jia gu|谷梁 gu liang|段干 duan gan|\
呼延 hu yan|钟离 zhong li|尔朱 er zhu|冒顿 mo du|可朱浑 ke zhu hun|沮渠 ju qu|秃发 tu fa|折娄 she lou|叱干 chi gan|库狄 she di|\
宿勤 su qin|仆固 pu gu|独孤 du gu|月氏 yue zhi|龟兹 qiu ci|欧阳 ou yang|司马 si ma|上官 shang guan|诸葛 zhu ge|夏侯 xia hou|东方 dong fang|\
司徒 si tu|司空 si kong|慕容 mu rong|宇文 yu wen|轩辕 xuan yuan|端木 duan mu|公孙 gong sun|百里 bai li|东郭 dong guo|南宫 nan gong|西门 xi men|\
申屠 shen tu|太史 tai shi|赫连 he lian|公冶 gong ye|宗政 zong zheng|贺兰 he lan|第五 di wu|左丘 zuo qiu|梁丘 liang qiu|南门 nan men|纳兰 na lan|叶赫 ye he|耶律 ye lv|完颜 wan yan";

/// Characters with a second reading that is common in given names, places and the names of cars.
const SECOND_READINGS: &str = "\
长 chang zhang|重 zhong chong|行 xing hang|乐 le yue|朝 chao zhao|传 chuan zhuan|车 che ju|奇 qi ji|曾 zeng ceng|单 dan shan|茜 qian xi|\
藏 cang zang|都 du dou|强 qiang jiang|晟 sheng cheng|翟 zhai di|卡 ka qia|蔚 wei yu|系 xi ji|绿 lv lu|调 diao tiao|省 sheng xing|朴 pu piao|\
解 jie xie|查 cha zha|盛 sheng cheng|大 da dai|还 huan hai|得 de dei|地 di de|的 de di|参 can shen cen|差 cha chai|折 zhe she|\
石 shi dan|宿 su xiu|石 shi|和 he huo|会 hui kuai|给 gei ji|角 jiao jue|觉 jue jiao|尽 jin|间 jian|降 jiang xiang|种 zhong chong|\
空 kong|六 liu lu|率 lv shuai|没 mei mo|模 mo mu|尼 ni|宁 ning|弹 dan tan|屏 ping bing|铺 pu|曲 qu|塞 sai se|色 se shai|\
厦 sha xia|什 shen shi|似 si shi|提 ti di|体 ti|通 tong|吐 tu|为 wei|吓 xia he|校 xiao jiao|兴 xing|旋 xuan|血 xue xie|熟 shu shou|\
叶 ye xie|应 ying|佣 yong|与 yu|员 yuan yun|晕 yun|载 zai|择 ze zhai|扎 za zha|着 zhe zhao zhuo|征 zheng|只 zhi|中 zhong|转 zhuan|\
钻 zuan|作 zuo|薄 bo bao|堡 bao bu pu|伯 bo bai|泊 bo po|剥 bo bao|柏 bai bo|秘 mi bi|便 bian pian|匙 chi shi|仇 chou qiu|臭 chou xiu|\
处 chu|畜 chu xu|创 chuang|丁 ding zheng|度 du duo|囤 dun tun|恶 e wu|番 fan pan|佛 fo fu|否 fou pi|冠 guan|广 guang|龟 gui jun qiu|\
哈 ha|核 he hu|荷 he|虹 hong jiang|华 hua|纪 ji|济 ji|假 jia|贾 jia gu|嚼 jiao jue|结 jie|劲 jin jing|禁 jin|圈 quan juan|卷 juan|\
壳 ke qiao|可 ke|烙 lao luo|勒 le lei|了 le liao|累 lei|俩 lia liang|量 liang|露 lu lou|论 lun|落 luo la lao|绿 lv lu|脉 mai mo|埋 mai man|\
蔓 man wan|冒 mao mo|蒙 meng|娜 na nuo|南 nan na|宓 mi fu|粘 zhan nian|辟 pi bi|扁 bian pian|瀑 pu bao|期 qi ji|亲 qin qing|区 qu ou|\
任 ren|若 ruo re|散 san|杉 shan sha|苫 shan|蛇 she yi|莘 shen xin|沈 shen chen|拾 shi she|属 shu zhu|数 shu shuo|说 shuo shui yue|\
遂 sui|踏 ta|拓 tuo ta|琢 zhuo zuo|尉 wei yu|隗 wei kui|夏 xia|鲜 xian|相 xiang|削 xiao xue|燕 yan|咽 yan ye|耶 ye|遗 yi wei|殷 yin yan|\
盖 gai ge|葛 ge|盛 sheng cheng|奘 zang zhuang|柞 zuo zha|祭 ji zhai|洗 xi xian|黑 hei he|仔 zi zai|轧 zha ya|涨 zhang|爪 zhua zhao|\
骑 qi ji|济 ji|瑾 jin|珺 jun|玥 yue|瑄 xuan|甯 ning|炅 jiong gui|昊 hao|昱 yu|晔 ye|喆 zhe|垚 yao|焱 yan|翀 chong|骁 xiao|骐 qi";

/// The most ways in which one stretch of text is spelled; names have one or two.
const MOST_SPELLINGS: usize = 8;

type Readings = HashMap<&'static str, Vec<Vec<&'static str>>>;

/// Entry → for each of its characters the readings.
static SURNAME_READINGS: LazyLock<Readings> = LazyLock::new(|| {
    let mut table = Readings::new();
    for entry in SURNAMES.split('|') {
        let mut words = entry.split(' ');
        let Some(name) = words.next() else { continue };
        let syllables: Vec<&str> = words.collect();
        let readings = if name.chars().count() == 1 {
            vec![syllables]
        } else {
            syllables.into_iter().map(|one| vec![one]).collect()
        };
        table.insert(name, readings);
    }
    table
});

static SECOND: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut table = HashMap::new();
    for entry in SECOND_READINGS.split('|') {
        if let Some((character, readings)) = entry.split_once(' ') {
            table.insert(character, readings.split(' ').collect());
        }
    }
    table
});

/// The readings of a run of Chinese characters, one list for each character; an empty list where
/// none is known.
pub struct Spoken {
    readings: Vec<Vec<&'static str>>,
    surname_characters: usize,
}

impl Spoken {
    /// Reads a run in which the first characters may be a surname.
    pub fn of(run: &str) -> Self {
        let mut readings: Vec<Vec<&'static str>> = run.chars().map(ordinary).collect();
        let mut surname_characters = 1;
        for length in [3, 2, 1] {
            let Some(surname) = beginning(run, length) else {
                continue;
            };
            if let Some(known) = SURNAME_READINGS.get(surname) {
                for (place, spoken) in known.iter().enumerate() {
                    for (position, reading) in spoken.iter().enumerate() {
                        readings[place].retain(|other| other != reading);
                        readings[place].insert(position, reading);
                    }
                }
                surname_characters = length;
                break;
            }
        }
        Self {
            readings,
            surname_characters,
        }
    }

    /// Every way to type the run from this character on: in full, by initials, and with the
    /// surname in full and the rest by initials. At most `limit` bytes each.
    pub fn spellings(&self, start: usize, limit: usize) -> Vec<String> {
        let rest = &self.readings[start..];
        let mut found = spell(rest, rest.len(), limit);
        if rest.len() > 1 {
            found.extend(spell(rest, 0, limit));
        }
        // With one character after it the mixed spelling begins the full one.
        if start == 0 && rest.len() > self.surname_characters + 1 {
            found.extend(spell(rest, self.surname_characters, limit));
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The first `length` characters of a run, if it has as many.
fn beginning(run: &str, length: usize) -> Option<&str> {
    let mut ends = run.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.nth(length - 1).map(|end| &run[..end])
}

fn ordinary(c: char) -> Vec<&'static str> {
    let mut readings: Vec<&'static str> = Vec::with_capacity(1);
    match c.to_pinyin().map(|reading| reading.plain()) {
        // Keyboards have no ü: v by the input method, u by eye, yu as in a passport.
        Some("lü") => readings.extend(["lv", "lu", "lyu"]),
        Some("nü") => readings.extend(["nv", "nu", "nyu"]),
        Some("lüe") => readings.extend(["lve", "lue"]),
        Some("nüe") => readings.extend(["nve", "nue"]),
        Some(plain) if plain.is_ascii() => readings.push(plain),
        Some(_) | None => {}
    }
    if let Some(second) = SECOND.get(c.encode_utf8(&mut [0; 4]) as &str) {
        for reading in second {
            if !readings.contains(reading) {
                readings.push(reading);
            }
        }
    }
    readings
}

/// Spells the first `in_full` characters in full and the others by their first letter.
fn spell(readings: &[Vec<&'static str>], in_full: usize, limit: usize) -> Vec<String> {
    let mut spellings = vec![String::new()];
    for (place, choices) in readings.iter().enumerate() {
        if choices.is_empty() || spellings.iter().all(|one| one.len() >= limit) {
            break;
        }
        let mut parts: Vec<&str> = Vec::with_capacity(choices.len());
        for reading in choices {
            let part = if place < in_full {
                reading
            } else {
                &reading[..1]
            };
            if !parts.contains(&part) {
                parts.push(part);
            }
        }
        let mut longer: Vec<String> = Vec::with_capacity(spellings.len() * parts.len());
        for part in &parts {
            for spelling in &spellings {
                if longer.len() == MOST_SPELLINGS {
                    break;
                }
                let mut next = String::with_capacity(spelling.len() + part.len());
                next.push_str(spelling);
                next.push_str(part);
                longer.push(next);
            }
        }
        spellings = longer;
    }
    for spelling in &mut spellings {
        spelling.truncate(limit);
    }
    spellings.retain(|spelling| !spelling.is_empty());
    spellings
}
