// The form of one step of an order, chosen by the word in the address.
import { useTranslation } from "react-i18next";
import type { OrderCard } from "../../bindings/rpc";
import { Problem, Skeleton } from "../../components/values";
import { useDesk } from "../../lib/desk";
import { AllocateVehicle } from "./AllocateVehicle";
import { ApprovalForm } from "./ApprovalForm";
import { AskApproval } from "./AskApproval";
import { CancelOrder } from "./CancelOrder";
import { DeliverVehicle } from "./DeliverVehicle";
import {
  FinanceForm,
  FollowUpForm,
  InspectionForm,
  InsuranceForm,
  InvoiceForm,
  PlateForm,
  ReleaseForm,
} from "./PaperForms";
import { PayCompensation } from "./PayCompensation";
import { RefundPayment } from "./RefundPayment";
import { TakePayment } from "./TakePayment";

export interface StepProps {
  card: OrderCard;
  onClose: () => void;
}

interface Props {
  id: string;
  step: string;
  search: Record<string, string>;
  onClose: () => void;
}

export function OrderStepForm({ id, step, search, onClose }: Props) {
  const { t } = useTranslation("orders");
  const answer = useDesk("orders.card", { id });
  if (answer.isError) return <Problem thrown={answer.error} />;
  const card = answer.data;
  if (card === undefined) return <Skeleton />;
  const props = { card, onClose };
  switch (step) {
    case "deposit":
      return <TakePayment {...props} begin={card.order.advance} />;
    case "payment":
      return <TakePayment {...props} begin="balance" />;
    case "refund":
      return <RefundPayment {...props} payment={search.payment ?? null} />;
    case "compensation":
      return <PayCompensation {...props} />;
    case "allocate":
      return <AllocateVehicle {...props} />;
    case "release":
      return <ReleaseForm {...props} />;
    case "ask":
      return <AskApproval {...props} />;
    case "approval":
      return <ApprovalForm {...props} />;
    case "finance":
      return <FinanceForm {...props} />;
    case "insurance":
      return <InsuranceForm {...props} />;
    case "invoice":
      return <InvoiceForm {...props} />;
    case "inspection":
      return <InspectionForm {...props} />;
    case "plate":
      return <PlateForm {...props} />;
    case "followUp":
      return <FollowUpForm {...props} />;
    case "deliver":
      return <DeliverVehicle {...props} />;
    case "cancel":
      return <CancelOrder {...props} />;
    default:
      return <p className="problem">{t("notFound")}</p>;
  }
}
