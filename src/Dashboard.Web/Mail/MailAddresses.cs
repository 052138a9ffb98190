using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Mail;

/// <summary>Which texts are e-mail addresses that every mail server understands.</summary>
internal static partial class MailAddresses
{
    private const int MaxLength = 254;
    private const int MaxLocal = 64;
    private static readonly IdnMapping Idn = new();

    /// <summary>The address as it is said to a server: a name of other letters in ASCII (<c>xn--</c>); null when it is no address.</summary>
    public static string? OnTheWire(string? address)
    {
        var at = address is { Length: <= MaxLength } ? address.LastIndexOf('@') : -1;
        if (at is < 1 or > MaxLocal)
        {
            return null;
        }

        try
        {
            var wire = address![..at] + "@" + Idn.GetAscii(address[(at + 1)..]);
            return wire.Length <= MaxLength && Shape().IsMatch(wire) ? wire : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Dots and letters as in RFC 5321 without quotes: nothing here can end a line or an angle bracket.</summary>
    [GeneratedRegex(@"\A[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
