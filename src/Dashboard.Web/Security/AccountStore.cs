using System.Security.Cryptography;
using Dashboard.Storage;
using Dashboard.Storage.Rows;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;

namespace Dashboard.Web.Security;

/// <summary>
/// Accounts in the database. What the stock store keeps in the clear is not: the secret of the authenticator app is encrypted with the
/// keys of the data directory, and of recovery codes only hashes are kept.
/// </summary>
internal sealed class AccountStore(AppDb db, IDataProtectionProvider protection, IdentityErrorDescriber words) : UserStore<AppUser, IdentityRole, AppDb>(db, words)
{
    // The names under which the stock store keeps them.
    private const string Provider = "[AspNetUserStore]";
    private const string CodesName = "RecoveryCodes";

    private readonly IDataProtector _protector = protection.CreateProtector("Drawdown.AuthenticatorSecret");

    public override Task SetAuthenticatorKeyAsync(AppUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _protector.Protect(key), cancellationToken);

    /// <summary>Null also when the keys of the data directory are not those it was encrypted with: then no code is right.</summary>
    public override async Task<string?> GetAuthenticatorKeyAsync(AppUser user, CancellationToken cancellationToken)
    {
        try
        {
            return await base.GetAuthenticatorKeyAsync(user, cancellationToken) is { } stored ? _protector.Unprotect(stored) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public override Task ReplaceCodesAsync(AppUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        base.ReplaceCodesAsync(user, recoveryCodes.Select(code => Hash(user, code)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(AppUser user, string code, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var stored = await GetTokenAsync(user, Provider, CodesName, cancellationToken) ?? "";
        var hash = Hash(user, code);
        var left = stored.Split(';', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (!left.Remove(hash))
        {
            return false;
        }

        await base.ReplaceCodesAsync(user, left, cancellationToken);
        return true;
    }

    private static string Hash(AppUser user, string code) =>
        Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{user.Id}:{code.Trim().ToUpperInvariant()}")));
}
