// What was paid for a car on top of its price, line by line; a credit is negative. Drawn only for those who may see cost.
import { useTranslation } from "react-i18next";
import type { VehicleCostLine } from "../../bindings/rpc";
import { Money, When } from "../../components/values";

export function CostLines({ lines }: { lines: readonly VehicleCostLine[] }) {
  const { t } = useTranslation("vehicles");
  return (
    <dl aria-label={t("costLines")}>
      {lines.map((line) => (
        <div key={line.id}>
          <dt>
            {t(`costKind.${line.kind}`)} <When at={line.paidOn} />
          </dt>
          <dd>
            <Money fen={line.amount} /> <span className="muted">{line.note}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
