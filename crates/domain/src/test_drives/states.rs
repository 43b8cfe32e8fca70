//! The life of a test drive (FACTS 7.4): every state, every step, and the one table that says which
//! step leads from where to where.

use super::DriveKind;

crate::words! {
    pub enum DriveState {
        /// 预约
        Booked => "booked",
        /// The driver's licence was seen and written down 核验.
        Checked => "checked",
        /// The agreement is signed 签署.
        Signed => "signed",
        /// The car is out 进行中.
        Out => "out",
        /// The keys are back, the feedback is not 归还.
        Returned => "returned",
        /// 完成
        Finished => "finished",
        /// 取消
        Cancelled => "cancelled",
        /// 爽约
        NoShow => "noShow",
    }
}

crate::words! {
    pub enum DriveStep {
        Rebook => "rebook",
        CheckLicence => "checkLicence",
        Sign => "sign",
        HandOutKeys => "handOutKeys",
        /// The car is out and stays out longer.
        Extend => "extend",
        ReturnKeys => "returnKeys",
        RecordFeedback => "recordFeedback",
        Cancel => "cancel",
        NoShow => "noShow",
    }
}

impl DriveState {
    /// Holds its car and its consultant: it is to come, or under way.
    pub const fn holds(self) -> bool {
        match self {
            Self::Booked | Self::Checked | Self::Signed | Self::Out => true,
            Self::Returned | Self::Finished | Self::Cancelled | Self::NoShow => false,
        }
    }

    /// Still waits for something to be done about it.
    pub const fn is_open(self) -> bool {
        self.holds() || matches!(self, Self::Returned)
    }

    /// Before the keys are handed out.
    pub const fn is_ahead(self) -> bool {
        match self {
            Self::Booked | Self::Checked | Self::Signed => true,
            Self::Out | Self::Returned | Self::Finished | Self::Cancelled | Self::NoShow => false,
        }
    }
}

impl DriveStep {
    /// The state that this step leads to, or nothing when it cannot be taken from there. Whoever only
    /// rides along 试乘 shows no licence and signs at once.
    pub const fn from(self, state: DriveState, kind: DriveKind) -> Option<DriveState> {
        use DriveState as S;
        match (self, state, kind) {
            (Self::Rebook, S::Booked | S::Checked | S::Signed, _) => Some(state),
            (Self::CheckLicence, S::Booked | S::Checked, DriveKind::Drive) => Some(S::Checked),
            // A licence that is looked at again after signing changes nothing that was signed.
            (Self::CheckLicence, S::Signed, DriveKind::Drive) => Some(S::Signed),
            (Self::Sign, S::Checked, DriveKind::Drive)
            | (Self::Sign, S::Booked, DriveKind::Ride)
            | (Self::Sign, S::Signed, _) => Some(S::Signed),
            // What is missing for the keys is told by name, so the step itself is open from the start.
            (Self::HandOutKeys, S::Booked | S::Checked | S::Signed, _) => Some(S::Out),
            (Self::Extend, S::Out, _) => Some(S::Out),
            (Self::ReturnKeys, S::Out, _) => Some(S::Returned),
            (Self::RecordFeedback, S::Returned, _) => Some(S::Finished),
            (Self::Cancel, S::Booked | S::Checked | S::Signed, _) => Some(S::Cancelled),
            (Self::NoShow, S::Booked | S::Checked | S::Signed, _) => Some(S::NoShow),
            (
                Self::Rebook
                | Self::CheckLicence
                | Self::Sign
                | Self::HandOutKeys
                | Self::Extend
                | Self::ReturnKeys
                | Self::RecordFeedback
                | Self::Cancel
                | Self::NoShow,
                _,
                _,
            ) => None,
        }
    }
}
