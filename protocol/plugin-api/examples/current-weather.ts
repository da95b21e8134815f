// Tool: the weather of now. Capability: reach api.open-meteo.com; keep what was read, to ask once in ten minutes.
import type { Gaia, Json, ToolPlugin } from 'gaianet/plugin-api';

declare const gaia: Gaia;

interface Weather {
  time: string;
  temperature_2m: number;
  wind_speed_10m: number;
}

const currentWeather: ToolPlugin = async ({ latitude, longitude }) => {
  const place = `${Number(latitude).toFixed(2)},${Number(longitude).toFixed(2)}`;
  const kept = (await gaia.store.get(place)) as { at: number; weather: Json } | null;
  if (kept && Date.now() - kept.at < 600_000) return kept.weather;

  const fields = 'current=temperature_2m,wind_speed_10m';
  const url = `https://api.open-meteo.com/v1/forecast?latitude=${latitude}&longitude=${longitude}&${fields}`;
  const answer = await gaia.fetch(url);
  if (answer.status !== 200) throw new Error(`The weather service answered with status ${answer.status}.`);

  const { current } = answer.json() as unknown as { current: Weather };
  const weather = { celsius: current.temperature_2m, windKmh: current.wind_speed_10m, at: current.time };
  await gaia.store.set(place, { at: Date.now(), weather });
  return weather;
};

export default currentWeather;
