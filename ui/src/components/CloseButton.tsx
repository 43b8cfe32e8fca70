// The cross in the corner of whatever Esc closes.
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";

export function CloseButton({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("common");
  return (
    <button
      type="button"
      className="button quiet square"
      aria-label={t("action.close")}
      title={`${t("action.close")} (Esc)`}
      onClick={onClose}
    >
      <Icon name="close" />
    </button>
  );
}
