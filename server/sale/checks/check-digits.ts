/** ISO/IEC 7812: the check digit of a card number. */
export function passesLuhn(found: string): boolean {
  const numbers = [...found.replace(/\D/g, '')].toReversed().map(Number);
  const sum = numbers.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0 && new Set(numbers).size > 2;
}

/** ISO 13616: the check digits of an account number. */
export function passesIban(found: string): boolean {
  const plain = found.replaceAll(' ', '');
  const moved = `${plain.slice(4)}${plain.slice(0, 4)}`.replace(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(moved) % 97n === 1n;
}
