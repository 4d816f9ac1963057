import type { CheckAnswer } from './check-answer.ts'
import type { Answer, Exchange, ExchangeCall } from './exchange.ts'
import type { AskedOperation, OperationRequests } from './operation-request.ts'

/** Sends an operation to the portal and resolves to the accepted answer, checked against its schema if there is one. */
export type Ask = <Name extends AskedOperation>(
  operation: Name,
  request: OperationRequests[Name],
  call?: ExchangeCall,
) => Promise<Answer>

/** Makes the function that every step but the refresh uses; the refresh stores its tokens before it checks them. */
export function createAsk(exchange: Exchange, checkAnswer: CheckAnswer): Ask {
  return async (operation, request, call) => {
    const answer = await exchange(operation, request, call)
    try {
      await checkAnswer(operation, answer)
    } catch (error) {
      call?.onLate?.(answer)
      throw error
    }
    return answer
  }
}
