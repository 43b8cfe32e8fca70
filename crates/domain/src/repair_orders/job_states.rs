//! The states of a job and the table of its steps.

crate::words! {
    pub enum JobState {
        /// Quoted, waits for the customer's word 待确认.
        Proposed => "proposed",
        /// 待派工
        Authorised => "authorised",
        /// 已派工
        Planned => "planned",
        /// 施工
        Working => "working",
        /// 暂停
        Paused => "paused",
        /// 已竣工
        Finished => "finished",
        /// 返工
        Rework => "rework",
        /// 质检合格
        Passed => "passed",
        /// 客户不做
        Declined => "declined",
    }
}

impl JobState {
    /// Whether nothing more is to be done.
    pub const fn is_closed(self) -> bool {
        match self {
            Self::Passed | Self::Declined => true,
            Self::Proposed
            | Self::Authorised
            | Self::Planned
            | Self::Working
            | Self::Paused
            | Self::Finished
            | Self::Rework => false,
        }
    }

    /// Whether work has not begun.
    pub const fn not_begun(self) -> bool {
        match self {
            Self::Proposed | Self::Authorised | Self::Planned => true,
            Self::Working
            | Self::Paused
            | Self::Finished
            | Self::Rework
            | Self::Passed
            | Self::Declined => false,
        }
    }
}

crate::words! {
    /// Why work stands still.
    pub enum PauseReason {
        /// The technician has something else to do.
        Break => "break",
        /// 待料
        Parts => "parts",
        /// 待客户
        Customer => "customer",
        /// 待厂家
        Maker => "maker",
        /// 待专用件: parts made for this VIN, or the traction battery, are on their way.
        MadeForThisCar => "madeForThisCar",
        /// 救援途中
        Rescue => "rescue",
    }
}

impl PauseReason {
    /// Whether the time does not count as time in repair (三包规定 24).
    pub const fn is_not_counted(self) -> bool {
        match self {
            Self::MadeForThisCar | Self::Rescue => true,
            Self::Break | Self::Parts | Self::Customer | Self::Maker => false,
        }
    }
}

crate::words! {
    /// What is done about a job.
    pub enum JobDeed {
        Authorise => "authorise",
        Decline => "decline",
        Revive => "revive",
        Quote => "quote",
        Plan => "plan",
        Unplan => "unplan",
        ClockOn => "clockOn",
        Pause => "pause",
        Finish => "finish",
        Pass => "pass",
        Fail => "fail",
    }
}

impl JobDeed {
    /// The state that this leads to, or nothing when it cannot be done from there.
    pub const fn from(self, state: JobState) -> Option<JobState> {
        use JobState as S;
        match (self, state) {
            (Self::Authorise | Self::Unplan, S::Authorised)
            | (Self::Authorise, S::Proposed)
            | (Self::Unplan, S::Planned) => Some(S::Authorised),
            // The word may come when the work has begun; it changes nothing about where the job is.
            (Self::Authorise | Self::Plan | Self::Unplan, S::Working | S::Paused | S::Rework)
            | (Self::Authorise, S::Planned | S::Finished | S::Passed) => Some(state),
            (Self::Decline, S::Proposed | S::Authorised | S::Planned) => Some(S::Declined),
            // A quote that changes asks for the customer's word anew.
            (Self::Revive, S::Declined)
            | (Self::Quote, S::Proposed | S::Authorised | S::Planned) => Some(S::Proposed),
            (Self::Plan, S::Authorised | S::Planned) => Some(S::Planned),
            (
                Self::ClockOn,
                S::Proposed | S::Authorised | S::Planned | S::Working | S::Paused | S::Rework,
            ) => Some(S::Working),
            (Self::Pause, S::Working) => Some(S::Paused),
            (Self::Finish, S::Authorised | S::Planned | S::Working | S::Paused | S::Rework) => {
                Some(S::Finished)
            }
            (Self::Pass, S::Finished) => Some(S::Passed),
            (Self::Fail, S::Finished) => Some(S::Rework),
            (
                Self::Authorise
                | Self::Decline
                | Self::Revive
                | Self::Quote
                | Self::Plan
                | Self::Unplan
                | Self::ClockOn
                | Self::Pause
                | Self::Finish
                | Self::Pass
                | Self::Fail,
                _,
            ) => None,
        }
    }
}
