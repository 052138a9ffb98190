using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Security;

/// <summary>Fills in a form as a browser without script does.</summary>
internal static partial class Forms
{
    public const string Password = "correct horse battery";

    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient browser, string path, string formName, params (string Name, string Value)[] values)
    {
        using var content = Content(formName, await browser.TokenAsync(path), values);
        return await browser.PostAsync(new Uri(path, UriKind.Relative), content);
    }

    /// <summary>What a form sends.</summary>
    public static FormUrlEncodedContent Content(string formName, string token, params (string Name, string Value)[] values) => new(
        new Dictionary<string, string>(values.Select(v => KeyValuePair.Create("Form." + v.Name, v.Value))) { ["_handler"] = formName, ["__RequestVerificationToken"] = token });

    /// <summary>The token that a form of the page must bring.</summary>
    public static async Task<string> TokenAsync(this HttpClient browser, string path) => TokenOf(await browser.GetStringAsync(new Uri(path, UriKind.Relative)));

    /// <summary>The token in the text of a page.</summary>
    public static string TokenOf(string page) => Token().Match(page).Groups[1].Value;

    public static async Task<HttpResponseMessage> BecomeOwnerAsync(this HttpClient browser, string link, string email = "ines@alderway.example") =>
        await browser.SubmitAsync(link, "owner", ("Name", "Ines Carvalho"), ("Email", email), ("Password", Password));

    public static async Task<HttpResponseMessage> SignInAsync(this HttpClient browser, string password = Password, string path = "/sign-in", string email = "ines@alderway.example") =>
        await browser.SubmitAsync(path, "sign-in", ("Email", email), ("Password", password));

    [GeneratedRegex("__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
