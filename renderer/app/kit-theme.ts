import { createTheme, Modal, Drawer, Menu, Portal, Tooltip, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The kit asks for ten shades; the tokens decide what is drawn, see `kitVariables`. */
const accent: MantineColorsTuple = [
  '#e0efee',
  '#c5dfdd',
  '#a0cbc7',
  '#75b3ae',
  '#4a9a94',
  '#258580',
  '#0b6e69',
  '#095d59',
  '#0a5f5a',
  '#08423f',
];

/** The kit in the design's clothes. */
export const kitTheme = createTheme({
  fontFamily: 'var(--sans)',
  fontFamilyMonospace: 'var(--mono)',
  primaryColor: 'accent',
  primaryShade: 6,
  colors: { accent },
  defaultRadius: 6,
  fontSizes: { xs: '11px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  respectReducedMotion: true,
  components: {
    // In a landmark, like everything else on the page.
    Portal: Portal.extend({ defaultProps: { target: '#floating' } }),
    // The page itself never scrolls, and the lock would add a style element without a nonce.
    Modal: Modal.extend({ defaultProps: { lockScroll: false } }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false } }),
    Menu: Menu.extend({ defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, transitionProps: { duration: 80 } } }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 400, transitionProps: { duration: 80 } } }),
  },
});

const shared = {
  '--mantine-color-body': 'var(--panel)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-2)',
  '--mantine-color-placeholder': 'var(--text-3)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--accent-text)',
  '--mantine-color-default': 'var(--panel)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--text)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--text-3)',
  '--mantine-color-gray-light-hover': 'var(--hover)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent-hover)',
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent-text)',
  '--mantine-color-accent-filled': 'var(--accent)',
  '--mantine-shadow-md': 'var(--shadow)',
};

/** The kit's colours are the design's tokens, so that one attribute switches both. */
export const kitVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
