// Generated from openapi.json by `npm run codegen`; do not edit.

/** The paths of the contract, each with its operations by method. */
export interface paths {
    "/api/v1/auth/authenticate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Authenticate User
         * @description Second step: check the password and hand out tokens.
         *
         *     Needs the flow token from identify. A member of several tenants must say which one with `tenant_id`.
         */
        post: operations["authenticate_user_api_v1_auth_authenticate_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/identify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Identify User
         * @description First step: name the user and learn which tenants they can sign in to.
         *
         *     Gives no hint whether the address is known:
         *
         *     - a flow token always comes back
         *     - known and unknown addresses get the same shape of answer
         *     - comparisons take constant time where they can
         */
        post: operations["identify_user_api_v1_auth_identify_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Portal Login
         * @description Login in one step, kept for older callers.
         *
         *     Refused with a request to choose when the user has several tenants and `tenant_id` is missing.
         */
        post: operations["portal_login_api_v1_auth_login_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Portal Logout
         * @description End the portal session.
         */
        post: operations["portal_logout_api_v1_auth_logout_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/mfa/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Portal Mfa Verify
         * @description Finish a login that answered MFA_REQUIRED.
         *
         *     Takes the MFA token and the code from the authenticator, the e-mail or the list of backup codes.
         */
        post: operations["portal_mfa_verify_api_v1_auth_mfa_verify_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Portal Refresh
         * @description Exchange the refresh token for a fresh access token.
         */
        post: operations["portal_refresh_api_v1_auth_refresh_post"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
/** The webhooks of the contract. */
export type webhooks = Record<string, never>;
/** The schemas and other components of the contract, by name. */
export interface components {
    schemas: {
        /** AuthenticateRequest */
        AuthenticateRequest: {
            /** Flow Token */
            flow_token: string;
            /** Password */
            password: string;
            /** Tenant Id */
            tenant_id?: string | null;
        };
        /** AuthenticateResponse */
        AuthenticateResponse: {
            /** Access Token */
            access_token?: string | null;
            /** Available Methods */
            available_methods?: string[] | null;
            /** Mfa Token */
            mfa_token?: string | null;
            /** Refresh Token */
            refresh_token?: string | null;
            /**
             * Status
             * @default SUCCESS
             */
            status?: string;
            /** User */
            user?: Record<string, unknown> | null;
            /** User Id */
            user_id?: string | null;
        };
        /** HTTPValidationError */
        HTTPValidationError: {
            /** Detail */
            detail?: components["schemas"]["ValidationError"][];
        };
        /** IdentifyRequest */
        IdentifyRequest: {
            /**
             * Email
             * Format: email
             */
            email: string;
        };
        /** IdentifyResponse */
        IdentifyResponse: {
            /** Flow Token */
            flow_token: string;
            /** Requires Tenant Selection */
            requires_tenant_selection: boolean;
            /** Tenants */
            tenants: Record<string, unknown>[];
        };
        /** PortalMFAVerifyRequest */
        PortalMFAVerifyRequest: {
            /** Code */
            code?: string | null;
            /** Method */
            method: string;
            /** Mfa Token */
            mfa_token: string;
            /**
             * Trust Device
             * @default false
             */
            trust_device?: boolean;
            /** User Id */
            user_id: string;
        };
        /** PortalMFAVerifyResponse */
        PortalMFAVerifyResponse: {
            /** Access Token */
            access_token: string;
            /** Refresh Token */
            refresh_token: string;
            /** User */
            user: Record<string, unknown>;
        };
        /** ValidationError */
        ValidationError: {
            /** Location */
            loc: (string | number)[];
            /** Message */
            msg: string;
            /** Error Type */
            type: string;
        };
        /** LoginRequest */
        scaikey__api__v1__me__auth__LoginRequest: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Password */
            password: string;
            /** Tenant Id */
            tenant_id?: string | null;
        };
        /** LoginResponse */
        scaikey__api__v1__me__auth__LoginResponse: {
            /** Access Token */
            access_token: string;
            /** Refresh Token */
            refresh_token: string;
            /** User */
            user: Record<string, unknown>;
        };
        /** RefreshRequest */
        scaikey__api__v1__me__auth__RefreshRequest: {
            /** Refresh Token */
            refresh_token: string;
        };
        /** RefreshResponse */
        scaikey__api__v1__me__auth__RefreshResponse: {
            /** Access Token */
            access_token: string;
            /** Refresh Token */
            refresh_token?: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
/** The definitions of the contract. */
export type $defs = Record<string, never>;
/** The operations of the contract, by `operationId`. */
export interface operations {
    authenticate_user_api_v1_auth_authenticate_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthenticateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthenticateResponse"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    identify_user_api_v1_auth_identify_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifyRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IdentifyResponse"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    portal_login_api_v1_auth_login_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["scaikey__api__v1__me__auth__LoginRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["scaikey__api__v1__me__auth__LoginResponse"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    portal_logout_api_v1_auth_logout_post: {
        parameters: {
            query?: never;
            header?: {
                authorization?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, unknown>;
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    portal_mfa_verify_api_v1_auth_mfa_verify_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PortalMFAVerifyRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortalMFAVerifyResponse"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
    portal_refresh_api_v1_auth_refresh_post: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["scaikey__api__v1__me__auth__RefreshRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["scaikey__api__v1__me__auth__RefreshResponse"];
                };
            };
            /** @description Validation Error */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HTTPValidationError"];
                };
            };
        };
    };
}
