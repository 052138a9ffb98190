using System.Globalization;
using Dashboard.Credits.Rating;

namespace Dashboard.Web.Features.Settings;

/// <summary>The contract's factor as people say it.</summary>
internal static class ContractWords
{
    /// <summary>9/10 as <c>90%</c>; what is no finite percentage as a fraction.</summary>
    public static string Paid(Ratio paid)
    {
        // Up to four decimals of a percentage are exact where the fraction is.
        var scaled = (Int128)paid.Numerator * 1_000_000;
        return scaled % paid.Denominator == 0
            ? ((decimal)(long)(scaled / paid.Denominator) / 10_000).ToString("0.####", CultureInfo.InvariantCulture) + "%"
            : paid.ToString();
    }

    /// <summary>A discount in percent, up to four decimals, as the factor that is paid; null when it is none.</summary>
    public static Ratio? AfterDiscount(string percent)
    {
        if (!decimal.TryParse(percent.Trim().TrimEnd('%'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var off) || off < 0 || off >= 100 || decimal.Round(off, 4) != off)
        {
            return null;
        }

        var paid = 1_000_000 - (int)(off * 10_000);
        var common = (int)System.Numerics.BigInteger.GreatestCommonDivisor(paid, 1_000_000);
        return new Ratio(paid / common, 1_000_000 / common);
    }
}
