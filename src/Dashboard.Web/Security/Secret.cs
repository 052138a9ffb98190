using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Security;

/// <summary>Random secrets and what is stored of them.</summary>
internal static class Secret
{
    private const int Bytes = 32;

    /// <summary>256 random bits as text that fits into an address and a header.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>The SHA-256 of a secret: the secret is random, so no salt and no slow hash is needed.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
