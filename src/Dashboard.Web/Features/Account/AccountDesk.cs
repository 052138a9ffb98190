using System.Buffers.Text;
using System.Security.Claims;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Rows;
using Dashboard.Storage.Writes;
using Dashboard.Web.Security;
using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Features.Account;

/// <summary>What a signed-in person changes about their own account. Whatever changes how they prove who they are ends their other sessions. Answers are what is wrong; null when it was done.</summary>
public sealed class AccountDesk(AppDb db, UserManager<AppUser> users, PeopleSignIn signIn, Sessions sessions, TimeProvider time)
{
    private const int RecoveryCodes = 10;
    private const int MostPasskeys = 20;
    private const int LongestName = 60;
    private const string WrongPassword = "The password is wrong.";
    private const string WrongCode = "This code is wrong, or was used before. Wait for the next one.";
    private const string Locked = "Too many wrong attempts. Try again after 10 minutes.";

    /// <summary>The account of the person, or null when it is gone.</summary>
    public Task<AppUser?> FindAsync(ClaimsPrincipal person) => users.GetUserAsync(person);

    /// <summary>Whether the account has a password: one that came by single sign-on need not.</summary>
    public static bool HasPassword(AppUser account) => account.PasswordHash is not null;

    public async Task<string?> ChangePasswordAsync(AppUser account, string current, string wanted)
    {
        if (HasPassword(account) && await ProveAsync(account, current) is { } refused)
        {
            return refused;
        }

        return await AuditedAsync(account, "password-changed", () => HasPassword(account) ? users.ChangePasswordAsync(account, current, wanted) : users.AddPasswordAsync(account, wanted))
            ?? await ChangedAsync(account);
    }

    /// <summary>Makes a new secret for the authenticator app. Nothing is asked for it at sign-in until a code confirmed it.</summary>
    public async Task BeginSecondFactorAsync(AppUser account)
    {
        if (!account.TwoFactorEnabled)
        {
            await users.ResetAuthenticatorKeyAsync(account);
            await signIn.RefreshSignInAsync(account);
        }
    }

    /// <summary>The secret that is waiting to be confirmed, or null.</summary>
    public async Task<string?> PendingSecretAsync(AppUser account) => account.TwoFactorEnabled ? null : await users.GetAuthenticatorKeyAsync(account);

    /// <summary>Turns the second factor on; the recovery codes, or what is wrong.</summary>
    public async Task<(IReadOnlyList<string> Codes, string? Problem)> ConfirmSecondFactorAsync(AppUser account, string code)
    {
        if (account.TwoFactorEnabled || !await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, code))
        {
            return ([], WrongCode);
        }

        IReadOnlyList<string> codes = [];
        var problem = await AuditedAsync(account, "second-factor-on", async () =>
        {
            var result = await users.SetTwoFactorEnabledAsync(account, true);
            codes = result.Succeeded ? [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []] : [];
            return result;
        });
        return (problem is null ? codes : [], problem ?? await ChangedAsync(account));
    }

    /// <summary>Replaces the recovery codes.</summary>
    public async Task<(IReadOnlyList<string> Codes, string? Problem)> NewRecoveryCodesAsync(AppUser account, string proof)
    {
        if (!account.TwoFactorEnabled)
        {
            return ([], "The second factor is off.");
        }

        if (await ProveAsync(account, proof) is { } refused)
        {
            return ([], refused);
        }

        IReadOnlyList<string> codes = [];
        var problem = await AuditedAsync(account, "recovery-codes-made", async () =>
        {
            codes = [.. await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) ?? []];
            return codes.Count == RecoveryCodes ? IdentityResult.Success : IdentityResult.Failed();
        });
        return (problem is null ? codes : [], problem);
    }

    public async Task<string?> TurnSecondFactorOffAsync(AppUser account, string proof)
    {
        if (await ProveAsync(account, proof) is { } refused)
        {
            return refused;
        }

        return await AuditedAsync(account, "second-factor-off", async () =>
            await users.SetTwoFactorEnabledAsync(account, false) is { Succeeded: false } failed ? failed : await users.ResetAuthenticatorKeyAsync(account))
            ?? await ChangedAsync(account);
    }

    public Task<int> RecoveryCodesLeftAsync(AppUser account) => users.CountRecoveryCodesAsync(account);

    public async Task<IReadOnlyList<UserPasskeyInfo>> PasskeysAsync(AppUser account) => [.. (await users.GetPasskeysAsync(account)).OrderBy(p => p.CreatedAt)];

    /// <summary>What the browser needs to make a passkey for this account.</summary>
    public Task<string> PasskeyOptionsAsync(AppUser account) =>
        signIn.MakePasskeyCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.Email ?? "", DisplayName = account.Name });

    /// <summary>Keeps the passkey that the browser made.</summary>
    public async Task<string?> AddPasskeyAsync(AppUser account, string name, string credential)
    {
        if ((await users.GetPasskeysAsync(account)).Count >= MostPasskeys)
        {
            return $"At most {MostPasskeys} passkeys. Remove one that you do not use.";
        }

        PasskeyAttestationResult made;
        try
        {
            made = await signIn.PerformPasskeyAttestationAsync(credential);
        }
        catch (InvalidOperationException)
        {
            return "That took too long. Start again.";
        }

        if (!made.Succeeded || made.UserEntity.Id != account.Id)
        {
            return "The browser's answer was not accepted. Start again.";
        }

        made.Passkey.Name = name.Trim() is { Length: > 0 } given ? given[..Math.Min(given.Length, LongestName)] : "Passkey";
        return await AuditedAsync(account, "passkey-added", () => users.AddOrUpdatePasskeyAsync(account, made.Passkey), new { name = made.Passkey.Name });
    }

    /// <summary>Removes a passkey. The last way to sign in stays.</summary>
    public async Task<string?> RemovePasskeyAsync(AppUser account, string id)
    {
        var passkeys = await users.GetPasskeysAsync(account);
        if (passkeys.FirstOrDefault(p => IdOf(p) == id) is not { } passkey)
        {
            return null;
        }

        if (passkeys.Count == 1 && !HasPassword(account) && (await users.GetLoginsAsync(account)).Count == 0)
        {
            return "This is the only way to sign in to this account. Set a password first.";
        }

        return await AuditedAsync(account, "passkey-removed", () => users.RemovePasskeyAsync(account, passkey.CredentialId), new { name = passkey.Name })
            ?? await ChangedAsync(account);
    }

    /// <summary>How a passkey is named in forms.</summary>
    public static string IdOf(UserPasskeyInfo passkey) => Base64Url.EncodeToString(passkey.CredentialId);

    /// <summary>The person's sessions, the one of this request first.</summary>
    public async Task<IReadOnlyList<SignInSessionRow>> SessionsAsync(AppUser account) =>
        [.. (await sessions.ListAsync(account.Id)).OrderByDescending(s => s.Id == signIn.SessionId)];

    /// <summary>The session of this request.</summary>
    public string? OwnSession => signIn.SessionId;

    public Task<bool> EndSessionAsync(AppUser account, string id) => sessions.EndAsync(account.Id, account.Email, id, Self(account));

    public Task<bool> EndOtherSessionsAsync(AppUser account) => sessions.EndOthersAsync(account.Id, account.Email, signIn.SessionId, Self(account));

    /// <summary>The password once more, or where there is none a code. Wrong ones count towards the lockout.</summary>
    private async Task<string?> ProveAsync(AppUser account, string proof)
    {
        if (HasPassword(account))
        {
            var result = await signIn.CheckPasswordSignInAsync(account, proof, lockoutOnFailure: true);
            return result.Succeeded ? null : result.IsLockedOut ? Locked : WrongPassword;
        }

        return await users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, proof) ? null : WrongCode;
    }

    private async Task<string?> ChangedAsync(AppUser account)
    {
        await EndOtherSessionsAsync(account);
        await signIn.RefreshSignInAsync(account);
        return null;
    }

    /// <summary>The change and its entry in the audit trail, or neither; what is wrong.</summary>
    private async Task<string?> AuditedAsync(AppUser account, string kind, Func<Task<IdentityResult>> change, object? details = null)
    {
        var result = IdentityResult.Success;
        await AuditedChange.RunAsync(
            db,
            async () => (result = await change()).Succeeded,
            SignInTrail.Entry(kind, account.Email, Self(account), details),
            time.GetUtcNow().ToUnixTimeMilliseconds());
        return result.Succeeded ? null : Words(result);
    }

    private Actor Self(AppUser account) => new(SignInTrail.Name(account.Email), signIn.Address);

    private static string Words(IdentityResult result) => string.Join(' ', result.Errors.Select(e => e.Description));
}
