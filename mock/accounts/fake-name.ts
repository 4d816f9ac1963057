import type { Faker } from '@faker-js/faker'
import { faker as english } from '@faker-js/faker/locale/en'

/** A name that a number decides. */
export function fakeName(seed: number): { firstName: string; lastName: string } {
  const faker = ownFaker()
  faker.seed(seed)
  return { firstName: faker.person.firstName(), lastName: faker.person.lastName() }
}

/** An instance apart from the one the user may have seeded. Its dates are fixed too, should a date ever be asked of it. */
function ownFaker(): Faker {
  const FakerClass = english.constructor as new (options: { locale: unknown[]; seed: number }) => Faker
  const faker = new FakerClass({ locale: [english.rawDefinitions], seed: 0 })
  faker.setDefaultRefDate('2026-01-01T00:00:00.000Z')
  return faker
}
