using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Web.Webhooks;

/// <summary>Shows a receiver that a call is from us, and when it was made.</summary>
public static class WebhookSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "Drawdown-Signature";

    /// <summary><c>t=…,v1=…</c>: Unix seconds, and the HMAC-SHA-256 of the seconds, a dot and the body, in hexadecimal.</summary>
    /// <param name="secret">The target's secret; its UTF-8 is the key.</param>
    /// <param name="body">The bytes of the body.</param>
    /// <param name="now">When the call is made.</param>
    public static string Of(string secret, ReadOnlySpan<byte> body, DateTimeOffset now)
    {
        var seconds = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes(seconds + "."));
        hash.AppendData(body);
        return $"t={seconds},v1={Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }
}
