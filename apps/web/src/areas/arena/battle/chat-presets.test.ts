import { chatPresets as known } from '@eduscale/contracts/room'
import { expect, it } from 'vitest'
import { chatPresets } from './chat-presets'

it('has the contract’s presets in the contract’s order', () => {
  expect(chatPresets).toEqual([...known])
})
