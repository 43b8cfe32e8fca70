// Ant Design in this house's look and language. Loaded only where one of its parts is needed, so that neither start
// nor rest pays for it. Only files of this folder import it.
import { ConfigProvider, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import "dayjs/locale/zh-cn";
import { useSettings } from "../../lib/settings";
import { FONT_STACK, PALETTES, ROW_HEIGHT, shownTheme } from "../../lib/theme";

export function Antd({ children }: { children: ReactNode }) {
  const language = useSettings((value) => value.language);
  const choice = useSettings((value) => value.theme);
  const scale = useSettings((value) => value.scale) / 100;
  const density = useSettings((value) => value.density);
  const shown = shownTheme(choice);
  const palette = PALETTES[shown];
  dayjs.locale(language === "zh-CN" ? "zh-cn" : "en");
  return (
    <ConfigProvider
      locale={language === "zh-CN" ? zhCN : enUS}
      theme={{
        algorithm: shown === "dark" ? theme.darkAlgorithm : theme.defaultAlgorithm,
        token: {
          colorPrimary: palette.accent,
          colorLink: palette.accentText,
          colorText: palette.text,
          colorTextSecondary: palette.muted,
          colorTextTertiary: palette.muted,
          colorTextQuaternary: palette.muted,
          colorTextPlaceholder: palette.muted,
          colorTextDisabled: palette.muted,
          colorTextHeading: palette.text,
          colorBgContainer: palette.surface,
          colorBgElevated: palette.raised,
          colorBorder: palette.edge,
          colorBorderSecondary: palette.line,
          colorSuccess: palette.good,
          colorWarning: palette.wait,
          colorError: palette.bad,
          colorInfo: palette.info,
          fontFamily: FONT_STACK,
          fontSize: 14 * scale,
          sizeUnit: 4 * scale,
          sizeStep: 4 * scale,
          borderRadius: 6,
          controlHeight: ROW_HEIGHT[density] * scale,
          wireframe: false,
          boxShadowSecondary: palette.shade,
          // What opens here opens at a key press and must be there at once.
          motion: false,
        },
      }}
    >
      {children}
    </ConfigProvider>
  );
}
