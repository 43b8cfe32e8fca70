//! The life of a lead (FACTS 7.4): every state, every step, and the one table that says which step
//! leads from where to where. A lead only advances: who has had a quote and comes by again stays
//! where they are.

crate::words! {
    pub enum LeadState {
        /// 新派单: nobody has tried to reach them yet.
        New => "new",
        /// 处理中: tried, not yet reached.
        InWork => "inWork",
        /// 跟进: reached and interested 潜客.
        Following => "following",
        /// 到店
        Visited => "visited",
        /// 试驾
        TestDriven => "testDriven",
        /// 报价
        Quoted => "quoted",
        /// Reported as lost; waits for the manager's review 战败待审.
        LostReported => "lostReported",
        /// 成交
        Won => "won",
        /// 战败
        Lost => "lost",
        /// 无效: a wrong number, a joke, somebody who wanted something else.
        Invalid => "invalid",
    }
}

crate::words! {
    pub enum LeadStep {
        Attempt => "attempt",
        Reach => "reach",
        Visit => "visit",
        TestDrive => "testDrive",
        Quote => "quote",
        Win => "win",
        ReportLost => "reportLost",
        ConfirmLost => "confirmLost",
        Invalidate => "invalidate",
    }
}

impl LeadState {
    /// How far a lead has come that is being worked on; nothing for the others.
    const fn progress(self) -> Option<u8> {
        match self {
            Self::New => Some(0),
            Self::InWork => Some(1),
            Self::Following => Some(2),
            Self::Visited => Some(3),
            Self::TestDriven => Some(4),
            Self::Quoted => Some(5),
            Self::LostReported | Self::Won | Self::Lost | Self::Invalid => None,
        }
    }

    /// Being worked on: it has a next follow-up, and an owner or a place in the public pool.
    pub const fn is_live(self) -> bool {
        self.progress().is_some()
    }

    /// Not ended: live, or waiting for the manager's review.
    pub const fn is_open(self) -> bool {
        self.is_live() || matches!(self, Self::LostReported)
    }

    /// The states that are live, in the order of progress.
    pub const LIVE: &'static [Self] = &[
        Self::New,
        Self::InWork,
        Self::Following,
        Self::Visited,
        Self::TestDriven,
        Self::Quoted,
    ];
}

impl LeadStep {
    /// The state that this step leads to, or nothing when it cannot be taken from there.
    pub const fn from(self, state: LeadState) -> Option<LeadState> {
        let reached = match self {
            Self::Attempt => LeadState::InWork,
            Self::Reach => LeadState::Following,
            Self::Visit => LeadState::Visited,
            Self::TestDrive => LeadState::TestDriven,
            Self::Quote => LeadState::Quoted,
            Self::Win => {
                return if state.is_open() {
                    Some(LeadState::Won)
                } else {
                    None
                };
            }
            Self::ReportLost => {
                return if state.is_live() {
                    Some(LeadState::LostReported)
                } else {
                    None
                };
            }
            Self::ConfirmLost => {
                return if matches!(state, LeadState::LostReported) {
                    Some(LeadState::Lost)
                } else {
                    None
                };
            }
            Self::Invalidate => {
                return match state {
                    LeadState::New | LeadState::InWork | LeadState::Following => {
                        Some(LeadState::Invalid)
                    }
                    LeadState::Visited
                    | LeadState::TestDriven
                    | LeadState::Quoted
                    | LeadState::LostReported
                    | LeadState::Won
                    | LeadState::Lost
                    | LeadState::Invalid => None,
                };
            }
        };
        match (state.progress(), reached.progress()) {
            (Some(now), Some(then)) if then > now => Some(reached),
            (Some(_), Some(_)) => Some(state),
            (None, _) | (_, None) => None,
        }
    }
}
