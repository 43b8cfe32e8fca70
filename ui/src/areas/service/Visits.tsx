// The times that a car was here, on the card of whatever brings it here again.
import { useTranslation } from "react-i18next";
import type { CarRecord } from "../../bindings/rpc";
import { Facts } from "../../components/Record";
import { Chip, When } from "../../components/values";
import { navigate } from "../../lib/router";

export function Visits({ visits }: Pick<CarRecord, "visits">) {
  const { t } = useTranslation("service");
  return (
    <Facts
      title={t("group.visits")}
      items={visits.map((visit) => ({
        label: visit.number,
        value: (
          <Chip onOpen={() => navigate("service", ["orders", visit.repairOrder])}>
            {t(`state.${visit.state}`)} <When at={visit.openedAt} />
          </Chip>
        ),
      }))}
    />
  );
}
