import { AppError } from '#protocol/errors.ts';

/** The origin (`https://gateway.example`) of an address that the owner wrote. Throws `invalid_input` for anything but http and https. */
export function gatewayOrigin(gatewayUrl: string): string {
  const url = URL.canParse(gatewayUrl) ? new URL(gatewayUrl) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new AppError(
    'invalid_input',
    `"${gatewayUrl}" is not the address of a gateway; write it like https://gateway.example (GAIA_GATEWAY_URL).`,
  );
}
