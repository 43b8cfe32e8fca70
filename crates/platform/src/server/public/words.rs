//! The sentences of refusals to somebody outside: what happened, and what to do.

use super::problem::{Language, Reason};

impl Reason {
    /// A few words for the kind, and the sentence.
    pub const fn words(self, language: Language) -> (&'static str, &'static str) {
        match language {
            Language::Chinese => self.chinese(),
            Language::English => self.english(),
        }
    }

    /// The sentence where the house has left no number to call.
    pub const fn words_without_phone(self, language: Language) -> &'static str {
        match language {
            Language::Chinese => "这项预约不能在网上办理，联系门店即可办理。",
            Language::English => {
                "This cannot be booked online. The dealership can book it for you."
            }
        }
    }

    const fn chinese(self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed => (
                "请求无法读取",
                "请求的内容或地址不完整，按接口说明检查后再提交。",
            ),
            Self::NotJson => (
                "不是 JSON",
                "请求内容要用 JSON，并注明 Content-Type: application/json。",
            ),
            Self::TooLarge => ("内容过大", "请求内容太大，删减后再提交。"),
            Self::NoSuchHouse => ("没有这家门店", "平台上没有这个代码的门店，先查询门店列表。"),
            Self::WrongField => ("内容不对", "这一项的内容不对，改正后再提交。"),
            Self::Missing => ("有内容未填", "这一项还没有填，填好后再提交。"),
            Self::MobileWrong => (
                "手机号不对",
                "手机号应为 11 位中国大陆手机号，核对后再提交。",
            ),
            Self::PlateWrong => ("车牌号不对", "车牌号不对，核对后再提交。"),
            Self::VinWrong => ("车架号不对", "车架号不对，应为 17 位，核对后再提交。"),
            Self::NotOffered => (
                "门店没有这一项",
                "门店目前没有所选的车或项目，换一项再提交。",
            ),
            Self::SlotFull => ("时间已约满", "这个时间已约满，换一个时间再提交。"),
            Self::InPast => ("时间已过", "这个时间已经过了，换一个时间再提交。"),
            Self::TooFarAhead => ("时间太远", "这个时间还没有开放预约，换近一些的时间。"),
            Self::Shut => (
                "不在营业时间",
                "这个时间门店不营业，或当天做不完，换一个时间再提交。",
            ),
            Self::TooMuch => ("一次要得太多", "天数或项目太多，分几次提交。"),
            Self::CallTheHouse => (
                "要由门店办理",
                "这项预约不能在网上办理，致电门店 {phone} 即可办理。",
            ),
            Self::TooOften => ("请求太频繁", "请求太频繁，稍等片刻再提交。"),
            Self::Unavailable => (
                "暂时不能办理",
                "平台暂时不能办理，稍后再提交；同一个 key 重复提交不会重复受理。",
            ),
        }
    }

    const fn english(self) -> (&'static str, &'static str) {
        match self {
            Self::Malformed => (
                "The request cannot be read",
                "The body or the address is not complete. Check it against the description and send it again.",
            ),
            Self::NotJson => (
                "Not JSON",
                "Send JSON, with Content-Type: application/json.",
            ),
            Self::TooLarge => (
                "Too large",
                "The request is too large. Shorten it and send it again.",
            ),
            Self::NoSuchHouse => (
                "No such dealership",
                "No dealership here has this code. Look it up in the list of dealerships.",
            ),
            Self::WrongField => (
                "A field is wrong",
                "This field is not what it should be. Correct it and send it again.",
            ),
            Self::Missing => (
                "A field is empty",
                "This field is empty. Fill it in and send it again.",
            ),
            Self::MobileWrong => (
                "The mobile number is wrong",
                "This is no mobile number of mainland China (11 digits). Check it and send it again.",
            ),
            Self::PlateWrong => (
                "The plate is wrong",
                "This is no number plate. Check it and send it again.",
            ),
            Self::VinWrong => (
                "The VIN is wrong",
                "This is no VIN (17 characters). Check it and send it again.",
            ),
            Self::NotOffered => (
                "Not offered",
                "The dealership does not offer this car or this work now. Choose another.",
            ),
            Self::SlotFull => ("Taken", "This time is taken. Choose another."),
            Self::InPast => ("In the past", "This time has passed. Choose another."),
            Self::TooFarAhead => (
                "Too far ahead",
                "This time cannot be booked yet. Choose an earlier one.",
            ),
            Self::Shut => (
                "Outside opening hours",
                "The dealership is shut then, or the work would not be done that day. Choose another time.",
            ),
            Self::TooMuch => (
                "Too much at once",
                "That is more days or more work than one request may ask for. Ask in parts.",
            ),
            Self::CallTheHouse => (
                "The dealership books this",
                "This cannot be booked online. Call the dealership at {phone}.",
            ),
            Self::TooOften => (
                "Too many requests",
                "Too many requests. Wait a moment and send it again.",
            ),
            Self::Unavailable => (
                "Not available now",
                "The platform cannot do this now. Send it again later: under the same key it is taken in once.",
            ),
        }
    }
}
