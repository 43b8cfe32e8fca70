//! The life of an order (ORD-1): every state, every step, and the one table that says which step
//! leads from where to where. What runs side by side between allocation and hand-over (finance,
//! insurance, balance, invoice, inspection) has small words of its own on the order.

crate::words! {
    pub enum OrderState {
        /// Being written; nothing binds yet 草稿.
        Draft => "draft",
        /// A discount waits for a manager 待审批.
        ApprovalWaiting => "approvalWaiting",
        /// The contract is signed 已签约.
        Signed => "signed",
        /// The customer's first money is in, or none was agreed 已收定金.
        DepositPaid => "depositPaid",
        /// A car is held for it 已配车.
        Allocated => "allocated",
        /// Everything that a hand-over needs is there 待交车.
        Ready => "ready",
        /// The customer has the car 已交车.
        Delivered => "delivered",
        /// The car has its plate 已上牌.
        Registered => "registered",
        /// The customer was asked how it goes 已回访.
        FollowedUp => "followedUp",
        /// Cancelled, and money is still to go back 待退款.
        RefundOpen => "refundOpen",
        /// Cancelled, nothing open 已取消.
        Cancelled => "cancelled",
    }
}

impl OrderState {
    /// Whether the order still counts on a car: neither handed over nor cancelled.
    pub const fn is_live(self) -> bool {
        match self {
            Self::Draft
            | Self::ApprovalWaiting
            | Self::Signed
            | Self::DepositPaid
            | Self::Allocated
            | Self::Ready => true,
            Self::Delivered
            | Self::Registered
            | Self::FollowedUp
            | Self::RefundOpen
            | Self::Cancelled => false,
        }
    }

    /// Whether the contract binds both sides.
    pub const fn is_signed(self) -> bool {
        match self {
            Self::Signed
            | Self::DepositPaid
            | Self::Allocated
            | Self::Ready
            | Self::Delivered
            | Self::Registered
            | Self::FollowedUp => true,
            Self::Draft | Self::ApprovalWaiting | Self::RefundOpen | Self::Cancelled => false,
        }
    }

    /// Whether the customer has the car.
    pub const fn is_delivered(self) -> bool {
        match self {
            Self::Delivered | Self::Registered | Self::FollowedUp => true,
            Self::Draft
            | Self::ApprovalWaiting
            | Self::Signed
            | Self::DepositPaid
            | Self::Allocated
            | Self::Ready
            | Self::RefundOpen
            | Self::Cancelled => false,
        }
    }

    /// Whether the order was cancelled.
    pub const fn is_cancelled(self) -> bool {
        match self {
            Self::RefundOpen | Self::Cancelled => true,
            Self::Draft
            | Self::ApprovalWaiting
            | Self::Signed
            | Self::DepositPaid
            | Self::Allocated
            | Self::Ready
            | Self::Delivered
            | Self::Registered
            | Self::FollowedUp => false,
        }
    }
}

crate::words! {
    /// A step of the life of an order.
    pub enum OrderStep {
        AskApproval => "askApproval",
        DecideApproval => "decideApproval",
        Sign => "sign",
        TakeDeposit => "takeDeposit",
        Allocate => "allocate",
        Release => "release",
        Deliver => "deliver",
        Register => "register",
        FollowUp => "followUp",
        Cancel => "cancel",
    }
}

impl OrderStep {
    /// The state that this step leads to, or nothing when it cannot be taken from there. What money
    /// and papers then change about it is [`super::settled`]'s.
    pub const fn from(self, state: OrderState) -> Option<OrderState> {
        use OrderState as S;
        match (self, state) {
            (Self::AskApproval, S::Draft) => Some(S::ApprovalWaiting),
            (Self::DecideApproval, S::ApprovalWaiting) => Some(S::Draft),
            (Self::Sign, S::Draft) => Some(S::Signed),
            (Self::TakeDeposit, S::Signed | S::DepositPaid) => Some(S::DepositPaid),
            // A second instalment of the deposit changes nothing about a car that is held already.
            (Self::TakeDeposit, S::Allocated | S::Ready) => Some(state),
            (Self::Allocate, S::DepositPaid) => Some(S::Allocated),
            (Self::Release, S::Allocated | S::Ready) => Some(S::DepositPaid),
            (Self::Deliver, S::Allocated | S::Ready) => Some(S::Delivered),
            (Self::Register, S::Delivered) => Some(S::Registered),
            (Self::FollowUp, S::Delivered | S::Registered) => Some(S::FollowedUp),
            (
                Self::Cancel,
                S::Draft
                | S::ApprovalWaiting
                | S::Signed
                | S::DepositPaid
                | S::Allocated
                | S::Ready,
            ) => Some(S::Cancelled),
            (
                Self::AskApproval
                | Self::DecideApproval
                | Self::Sign
                | Self::TakeDeposit
                | Self::Allocate
                | Self::Release
                | Self::Deliver
                | Self::Register
                | Self::FollowUp
                | Self::Cancel,
                _,
            ) => None,
        }
    }
}

crate::words! {
    /// Where the loan stands 金融.
    pub enum FinanceState {
        /// The customer pays without a loan.
        NotNeeded => "notNeeded",
        /// With the lender.
        Applied => "applied",
        Approved => "approved",
        Refused => "refused",
    }
}

crate::words! {
    /// Whether the car may be driven as far as the law of insurance goes 交强险.
    pub enum InsuranceState {
        Open => "open",
        InForce => "inForce",
    }
}

crate::words! {
    /// Where the invoice 机动车销售统一发票 stands; its number comes from the tax side.
    pub enum InvoiceState {
        Open => "open",
        Issued => "issued",
        /// Reversed by a red-letter invoice 红冲.
        Reversed => "reversed",
    }
}

crate::words! {
    /// Where the inspection before delivery (PDI) stands.
    pub enum InspectionState {
        Open => "open",
        Passed => "passed",
        Failed => "failed",
    }
}

crate::words! {
    /// Whether a manager has said yes to the discount.
    pub enum OrderApproval {
        NotAsked => "notAsked",
        Approved => "approved",
        Rejected => "rejected",
    }
}

crate::words! {
    /// By whose fault the sale failed; it decides where the deposit goes (民法典 587).
    pub enum Fault {
        Buyer => "buyer",
        Seller => "seller",
        /// Agreed between both, or nobody's fault.
        Nobody => "nobody",
    }
}
