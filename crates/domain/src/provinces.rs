//! The provinces of the mainland, by which taxes and insurance differ.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Declares the provinces once: variant and short name as written in notices.
macro_rules! provinces {
    ($($variant:ident $short:literal),* $(,)?) => {
        /// A province, autonomous region or municipality of the mainland.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "camelCase")]
        pub enum Province {
            $(#[doc = $short] $variant,)*
        }

        impl Province {
            /// All of them, in the order of their administrative codes.
            pub const ALL: &[Province] = &[$(Province::$variant),*];

            /// The short Chinese name: 上海, 内蒙古.
            #[must_use]
            pub const fn short_name(self) -> &'static str {
                match self {
                    $(Province::$variant => $short,)*
                }
            }
        }
    };
}

provinces! {
    Beijing "北京", Tianjin "天津", Hebei "河北", Shanxi "山西", InnerMongolia "内蒙古",
    Liaoning "辽宁", Jilin "吉林", Heilongjiang "黑龙江", Shanghai "上海", Jiangsu "江苏",
    Zhejiang "浙江", Anhui "安徽", Fujian "福建", Jiangxi "江西", Shandong "山东", Henan "河南",
    Hubei "湖北", Hunan "湖南", Guangdong "广东", Guangxi "广西", Hainan "海南", Chongqing "重庆",
    Sichuan "四川", Guizhou "贵州", Yunnan "云南", Tibet "西藏", Shaanxi "陕西", Gansu "甘肃",
    Qinghai "青海", Ningxia "宁夏", Xinjiang "新疆",
}

impl Province {
    /// The province that a name or an address begins with: `内蒙古自治区`, `上海市浦东新区`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Province> {
        Province::ALL
            .iter()
            .copied()
            .find(|province| name.trim_start().starts_with(province.short_name()))
    }
}
