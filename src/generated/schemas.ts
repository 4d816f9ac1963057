// Generated from openapi.json by `npm run codegen`; do not edit.

import * as z from 'zod/mini';

/**
 * AuthenticateRequest
 */
export const AuthenticateRequest: z.ZodMiniObject<{
    flow_token: z.ZodMiniString<string>;
    password: z.ZodMiniString<string>;
    tenant_id: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
}, z.core.$strip> = /*@__PURE__*/ z.object({
    flow_token: /*@__PURE__*/ z.string(),
    password: /*@__PURE__*/ z.string(),
    tenant_id: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string())
});

/**
 * AuthenticateResponse
 */
export const AuthenticateResponse: z.ZodMiniObject<{
    access_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    available_methods: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniArray<z.ZodMiniString<string>>>>;
    mfa_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    refresh_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    status: z.ZodMiniDefault<z.ZodMiniOptional<z.ZodMiniString<string>>>;
    user: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>>;
    user_id: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    access_token: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string()),
    available_methods: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.array(/*@__PURE__*/ z.string())),
    mfa_token: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string()),
    refresh_token: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string()),
    status: /*@__PURE__*/ z._default(/*@__PURE__*/ z.optional(/*@__PURE__*/ z.string()), 'SUCCESS'),
    user: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.record(/*@__PURE__*/ z.string(), /*@__PURE__*/ z.unknown())),
    user_id: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string())
});

/**
 * IdentifyRequest
 */
export const IdentifyRequest: z.ZodMiniObject<{
    email: z.ZodMiniEmail;
}, z.core.$strip> = /*@__PURE__*/ z.object({
    email: /*@__PURE__*/ z.email()
});

/**
 * IdentifyResponse
 */
export const IdentifyResponse: z.ZodMiniObject<{
    flow_token: z.ZodMiniString<string>;
    requires_tenant_selection: z.ZodMiniBoolean<boolean>;
    tenants: z.ZodMiniArray<z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    flow_token: /*@__PURE__*/ z.string(),
    requires_tenant_selection: /*@__PURE__*/ z.boolean(),
    tenants: /*@__PURE__*/ z.array(/*@__PURE__*/ z.record(/*@__PURE__*/ z.string(), /*@__PURE__*/ z.unknown()))
});

/**
 * PortalMFAVerifyRequest
 */
export const PortalMFAVerifyRequest: z.ZodMiniObject<{
    code: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
    method: z.ZodMiniString<string>;
    mfa_token: z.ZodMiniString<string>;
    trust_device: z.ZodMiniDefault<z.ZodMiniOptional<z.ZodMiniBoolean<boolean>>>;
    user_id: z.ZodMiniString<string>;
}, z.core.$strip> = /*@__PURE__*/ z.object({
    code: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string()),
    method: /*@__PURE__*/ z.string(),
    mfa_token: /*@__PURE__*/ z.string(),
    trust_device: /*@__PURE__*/ z._default(/*@__PURE__*/ z.optional(/*@__PURE__*/ z.boolean()), false),
    user_id: /*@__PURE__*/ z.string()
});

/**
 * PortalMFAVerifyResponse
 */
export const PortalMFAVerifyResponse: z.ZodMiniObject<{
    access_token: z.ZodMiniString<string>;
    refresh_token: z.ZodMiniString<string>;
    user: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    access_token: /*@__PURE__*/ z.string(),
    refresh_token: /*@__PURE__*/ z.string(),
    user: /*@__PURE__*/ z.record(/*@__PURE__*/ z.string(), /*@__PURE__*/ z.unknown())
});

/**
 * ValidationError
 */
export const ValidationError: z.ZodMiniObject<{
    loc: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
    msg: z.ZodMiniString<string>;
    type: z.ZodMiniString<string>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    loc: /*@__PURE__*/ z.array(/*@__PURE__*/ z.union([/*@__PURE__*/ z.string(), /*@__PURE__*/ z.int()])),
    msg: /*@__PURE__*/ z.string(),
    type: /*@__PURE__*/ z.string()
});

/**
 * HTTPValidationError
 */
export const HTTPValidationError: z.ZodMiniObject<{
    detail: z.ZodMiniOptional<z.ZodMiniArray<z.ZodMiniObject<{
        loc: z.ZodMiniArray<z.ZodMiniUnion<readonly [z.ZodMiniString<string>, z.ZodMiniInt]>>;
        msg: z.ZodMiniString<string>;
        type: z.ZodMiniString<string>;
    }, z.core.$loose>>>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    detail: /*@__PURE__*/ z.optional(/*@__PURE__*/ z.array(ValidationError))
});

/**
 * LoginRequest
 */
export const scaikey__api__v1__me__auth__LoginRequest: z.ZodMiniObject<{
    email: z.ZodMiniEmail;
    password: z.ZodMiniString<string>;
    tenant_id: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
}, z.core.$strip> = /*@__PURE__*/ z.object({
    email: /*@__PURE__*/ z.email(),
    password: /*@__PURE__*/ z.string(),
    tenant_id: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string())
});

/**
 * LoginResponse
 */
export const scaikey__api__v1__me__auth__LoginResponse: z.ZodMiniObject<{
    access_token: z.ZodMiniString<string>;
    refresh_token: z.ZodMiniString<string>;
    user: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    access_token: /*@__PURE__*/ z.string(),
    refresh_token: /*@__PURE__*/ z.string(),
    user: /*@__PURE__*/ z.record(/*@__PURE__*/ z.string(), /*@__PURE__*/ z.unknown())
});

/**
 * RefreshRequest
 */
export const scaikey__api__v1__me__auth__RefreshRequest: z.ZodMiniObject<{
    refresh_token: z.ZodMiniString<string>;
}, z.core.$strip> = /*@__PURE__*/ z.object({
    refresh_token: /*@__PURE__*/ z.string()
});

/**
 * RefreshResponse
 */
export const scaikey__api__v1__me__auth__RefreshResponse: z.ZodMiniObject<{
    access_token: z.ZodMiniString<string>;
    refresh_token: z.ZodMiniOptional<z.ZodMiniNullable<z.ZodMiniString<string>>>;
}, z.core.$loose> = /*@__PURE__*/ z.looseObject({
    access_token: /*@__PURE__*/ z.string(),
    refresh_token: /*@__PURE__*/ z.nullish(/*@__PURE__*/ z.string())
});

/**
 * Successful Response
 */
export const authenticateUserApiV1AuthAuthenticatePostResponse: typeof AuthenticateResponse = AuthenticateResponse;

/**
 * Successful Response
 */
export const identifyUserApiV1AuthIdentifyPostResponse: typeof IdentifyResponse = IdentifyResponse;

/**
 * Successful Response
 */
export const portalLoginApiV1AuthLoginPostResponse: typeof scaikey__api__v1__me__auth__LoginResponse = scaikey__api__v1__me__auth__LoginResponse;

/**
 * Response Portal Logout Api V1 Auth Logout Post
 *
 * Successful Response
 */
export const portalLogoutApiV1AuthLogoutPostResponse: z.ZodMiniRecord<z.ZodMiniString<string>, z.ZodMiniUnknown> = /*@__PURE__*/ z.record(/*@__PURE__*/ z.string(), /*@__PURE__*/ z.unknown());

/**
 * Successful Response
 */
export const portalMfaVerifyApiV1AuthMfaVerifyPostResponse: typeof PortalMFAVerifyResponse = PortalMFAVerifyResponse;

/**
 * Successful Response
 */
export const portalRefreshApiV1AuthRefreshPostResponse: typeof scaikey__api__v1__me__auth__RefreshResponse = scaikey__api__v1__me__auth__RefreshResponse;
