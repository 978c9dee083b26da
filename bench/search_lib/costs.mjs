export async function costs() { return true; }
