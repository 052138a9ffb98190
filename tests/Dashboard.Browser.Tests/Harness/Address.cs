using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Dashboard.Browser.Tests.Harness;

/// <summary>
/// Waits for an address by asking the page again and again. <see cref="IPage.WaitForURLAsync(string, PageWaitForURLOptions)"/> listens for a navigation
/// instead, and misses one that ends while it begins to listen.
/// </summary>
public static partial class Address
{
    /// <summary>Until the whole address fits and the page is loaded; <c>**</c> stands for anything.</summary>
    public static Task AtAsync(this IPage page, string pattern) =>
        WaitAsync(page, new Regex($"^{Anything().Replace(Regex.Escape(pattern), ".*")}$"));

    /// <summary>Until the address no longer has this part and the page is loaded.</summary>
    public static Task AwayFromAsync(this IPage page, string part) => WaitAsync(page, new Regex($"^(?!.*{Regex.Escape(part)}).*$"));

    private static async Task WaitAsync(IPage page, Regex address)
    {
        await Assertions.Expect(page).ToHaveURLAsync(address);
        await page.WaitForFunctionAsync("() => document.readyState === 'complete'");
    }

    [GeneratedRegex(@"\\\*\\\*")]
    private static partial Regex Anything();
}
