//! Typed record ids. Every id is a UUID; those that later commands name are UUIDv7, drawn when a
//! command is made, and inner rows use a hash of the command's id and a label, so that desk and
//! platform arrive at the same id without asking each other.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use uuid::Uuid;

use crate::entity::{ColumnKind, ColumnValue, Value, ValueError};

/// The key of any row, whatever its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct RecordId(pub Uuid);

impl RecordId {
    pub fn bytes(self) -> [u8; 16] {
        *self.0.as_bytes()
    }
}

impl std::fmt::Display for RecordId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl ColumnValue for RecordId {
    const KIND: ColumnKind = ColumnKind::Blob;

    fn to_value(&self) -> Value {
        Value::Blob(self.0.as_bytes().to_vec())
    }

    fn from_value(value: &Value) -> Result<Self, ValueError> {
        match value {
            Value::Blob(bytes) => Uuid::from_slice(bytes)
                .map(Self)
                .map_err(|_| ValueError::expected("16 bytes", value)),
            Value::Null | Value::Integer(_) | Value::Text(_) => {
                Err(ValueError::expected("an id", value))
            }
        }
    }
}

/// An id for a row that a command makes but no person names: the first 16 bytes of
/// SHA-256(command id ‖ label), marked as UUID version 8 (RFC 9562).
pub fn derived(command: CommandId, label: &str) -> RecordId {
    let digest = Sha256::new()
        .chain_update(command.0.as_bytes())
        .chain_update(label.as_bytes())
        .finalize();
    let mut bytes = [0_u8; 16];
    bytes.copy_from_slice(&digest[..16]);
    RecordId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl $name {
            /// The id of an inner row of this command; see [`derived`].
            pub fn derived(command: CommandId, label: &str) -> Self {
                Self(derived(command, label).0)
            }
        }

        impl From<$name> for RecordId {
            fn from(id: $name) -> Self {
                Self(id.0)
            }
        }

        impl From<RecordId> for $name {
            fn from(id: RecordId) -> Self {
                Self(id.0)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl ColumnValue for $name {
            const KIND: ColumnKind = ColumnKind::Blob;

            fn to_value(&self) -> Value {
                Value::Blob(self.0.as_bytes().to_vec())
            }

            fn from_value(value: &Value) -> Result<Self, ValueError> {
                match value {
                    Value::Blob(bytes) => Uuid::from_slice(bytes)
                        .map(Self)
                        .map_err(|_| ValueError::expected("16 bytes", value)),
                    Value::Null | Value::Integer(_) | Value::Text(_) => {
                        Err(ValueError::expected("an id", value))
                    }
                }
            }
        }
    )+};
}

ids! {
    /// A command, from the moment a person gives it until the end of time.
    CommandId,
    /// A lane of the total order: a dealership, a group, or the platform.
    LaneId,
    /// An enrolled desk.
    DeskId,
    DealershipId,
    GroupId,
    GroupInvitationId,
    PersonId,
    PersonKeyId,
    OutsideKeyId,
    PostingId,
    RoleId,
    VehicleId,
    CostLineId,
    ModelId,
    SeriesId,
    BrandId,
    EquipmentId,
    ModelColourId,
    LeadId,
    CustomerId,
    CustomerVehicleId,
    CustomerMergeId,
    ConsentId,
    ContactId,
    LeadPolicyId,
    TaskId,
    VisitId,
    QuoteId,
    QuoteLineId,
    LoanPlanId,
    ApprovalId,
    OrderId,
    OrderLineId,
    InvoiceId,
    PaymentId,
    CashDayId,
    PaperId,
    ImportId,
    ImportBatchId,
    PriceId,
    AttentionId,
    ViewId,
    WorkshopId,
    OpeningExceptionId,
    BayId,
    CertificateId,
    ShiftId,
    AbsenceId,
    StandardOperationId,
    LabourRateId,
    WorkshopDayId,
    SlotId,
    ServicedCarId,
    ServiceBookingId,
    CheckInId,
    RepairOrderId,
    JobId,
    JobStepId,
    RepairLineId,
    ClockEntryId,
    SettlementId,
    SettlementPaymentId,
    GatePassId,
    CarLoanId,
    PartId,
    PartMovementId,
    PartNeedId,
    PartOrderId,
    PartOrderLineId,
    PartDifferenceId,
    TestDriveId,
    DriveRouteId,
    TestDrivePolicyId,
    ComplaintId,
    ComplaintStepId,
    ComplaintPolicyId,
    MakerIntervalId,
    RecallId,
    RecallCarId,
    ServicePointId,
    PrepaidPlanId,
    PlanEntryId,
    CarTransferId,
    MemberId,
    PointsEntryId,
    PointsLotId,
    PointsPolicyId,
    PromotionId,
    PromotionEntryId,
    PromotionUseId,
    CouponId,
    StockLevelId,
    /// A set of rules of law; see `rules::RuleSetName::id`.
    RuleSetId,
    RuleTextId,
}
