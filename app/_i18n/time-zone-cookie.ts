/** Holds the browser's time zone, so that the server writes times as the reader reads them. */
export const timeZoneCookie = 'gaianet-time-zone';
