// Said at once: whether a price is within one's own authority, and from which price on it would be.
import { useTranslation } from "react-i18next";
import type { Standing } from "../bindings/rpc";

export function StandingNote({ standing }: { standing: Standing }) {
  const { t } = useTranslation("quotes");
  if (standing.kind === "within") return null;
  return (
    <p className="standing" role="status">
      {standing.kind === "beyondShare"
        ? t("standing.beyondShare", {
            asked: standing.basisPoints / 100,
            limit: standing.limitBasisPoints / 100,
            lowest: standing.lowestPrice,
          })
        : t("standing.belowFloor", { lowest: standing.lowestPrice })}
    </p>
  );
}
