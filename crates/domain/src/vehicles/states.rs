//! The life of a car (INV-2): every state, every step, and the one table that says which step leads
//! from where to where. Who, when and at which desk is in the journal of each step's command.

crate::words! {
    pub enum VehicleState {
        /// Ordered or shipped, not here yet 在途.
        InTransit => "inTransit",
        /// Here and for sale 在库.
        InStock => "inStock",
        /// Being moved to another dealership 调拨在途.
        Transferring => "transferring",
        /// Held for an order 已配车.
        Allocated => "allocated",
        /// Being inspected before delivery, for its order.
        InInspection => "inInspection",
        /// Inspected and ready for the customer 待交付.
        Ready => "ready",
        /// With its owner 已交付.
        Delivered => "delivered",
        /// Sent back, written off, or transferred away 出库.
        Gone => "gone",
    }
}

crate::words! {
    /// A step of the life cycle.
    pub enum VehicleStep {
        Arrive => "arrive",
        Allocate => "allocate",
        Release => "release",
        BeginInspection => "beginInspection",
        PassInspection => "passInspection",
        Deliver => "deliver",
        SendAway => "sendAway",
        Depart => "depart",
        ComeBack => "comeBack",
        Leave => "leave",
    }
}

impl VehicleStep {
    /// The state that this step leads to, or nothing when it cannot be taken from there.
    pub const fn from(self, state: VehicleState) -> Option<VehicleState> {
        use VehicleState as S;
        match (self, state) {
            (Self::Arrive, S::InTransit) => Some(S::InStock),
            // A car on its way can be promised too; it keeps its order when it arrives.
            (Self::Arrive, S::Allocated) => Some(S::Allocated),
            (Self::Allocate, S::InTransit | S::InStock) => Some(S::Allocated),
            (Self::Release, S::Allocated | S::InInspection | S::Ready) => Some(S::InStock),
            (Self::BeginInspection, S::Allocated) => Some(S::InInspection),
            (Self::PassInspection, S::InInspection) => Some(S::Ready),
            (Self::Deliver, S::Allocated | S::InInspection | S::Ready) => Some(S::Delivered),
            (Self::SendAway, S::InStock) => Some(S::Transferring),
            (Self::Depart, S::Transferring) => Some(S::Gone),
            (Self::ComeBack, S::Delivered | S::Transferring) => Some(S::InStock),
            (Self::Leave, S::InTransit | S::InStock) => Some(S::Gone),
            (
                Self::Arrive
                | Self::Allocate
                | Self::Release
                | Self::BeginInspection
                | Self::PassInspection
                | Self::Deliver
                | Self::SendAway
                | Self::Depart
                | Self::ComeBack
                | Self::Leave,
                _,
            ) => None,
        }
    }
}
