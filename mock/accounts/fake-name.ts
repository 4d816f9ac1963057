import type { Faker } from '@faker-js/faker'
import { faker as english } from '@faker-js/faker/locale/en'

/** A name generated from a number: the same number gives the same name. */
export function fakeName(seed: number): { firstName: string; lastName: string } {
  const faker = ownFaker()
  faker.seed(seed)
  return { firstName: faker.person.firstName(), lastName: faker.person.lastName() }
}

/** A separate instance, so that a test's own seed is left alone. Its reference date is fixed too. */
function ownFaker(): Faker {
  const FakerClass = english.constructor as new (options: { locale: unknown[]; seed: number }) => Faker
  const faker = new FakerClass({ locale: [english.rawDefinitions], seed: 0 })
  faker.setDefaultRefDate('2026-01-01T00:00:00.000Z')
  return faker
}
