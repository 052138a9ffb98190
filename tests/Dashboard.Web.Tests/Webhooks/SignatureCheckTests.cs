using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Web.Webhooks;

namespace Dashboard.Web.Tests.Webhooks;

/// <summary>The checks that the documentation gives to receivers work: its own text is run.</summary>
public sealed partial class SignatureCheckTests
{
    private const string Secret = "whsec_abc";
    private const long Seconds = 1_795_098_000;

    private static readonly byte[] Body = Encoding.UTF8.GetBytes("{\"text\":\"Größe\",\n \"n\":1}");

    private static readonly string Signature = WebhookSignature.Of(Secret, Body, DateTimeOffset.FromUnixTimeSeconds(Seconds));

    /// <summary>What is given to a check, and what it must say.</summary>
    public static TheoryData<string, string, long, bool> Calls => new()
    {
        { Secret, Signature, Seconds, true },
        { Secret, Signature, Seconds + 299, true },
        { Secret, Signature, Seconds + 301, false },
        { Secret, Signature, Seconds - 301, false },
        { "whsec_abd", Signature, Seconds, false },
        { Secret, Signature.Replace("t=1795098000", "t=1795098001", StringComparison.Ordinal), Seconds, false },
        { Secret, Signature[..^1], Seconds, false },
        { Secret, $"t={Seconds}", Seconds, false },
        { Secret, "v1=00", Seconds, false },
        { Secret, "nonsense", Seconds, false },
        { Secret, "", Seconds, false },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_check_in_python_says_so(string secret, string signature, long now, bool isGood) =>
        Assert.Equal(isGood, Run("/usr/bin/python3", "python", "import sys, base64\nprint(is_from_drawdown(sys.argv[1], sys.argv[2], base64.b64decode(sys.argv[4]), float(sys.argv[3])))", ".py", secret, signature, now) == "True");

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_check_in_javascript_says_so(string secret, string signature, long now, bool isGood) =>
        Assert.Equal(isGood, Run("node", "js", "const a = process.argv.slice(2);\nconsole.log(isFromDrawdown(a[0], a[1], Buffer.from(a[3], 'base64'), Number(a[2])));", ".cjs", secret, signature, now) == "true");

    [Theory]
    [MemberData(nameof(Calls))]
    public void The_check_in_csharp_says_so_and_is_the_one_in_the_documentation(string secret, string signature, long now, bool isGood)
    {
        Assert.Equal(isGood, IsFromDrawdown(secret, signature, Body, DateTimeOffset.FromUnixTimeSeconds(now)));
        Assert.Contains(Squeezed(Snippet("csharp")), Squeezed(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "SignatureCheckTests.cs"))), StringComparison.Ordinal);
    }

    private static bool IsFromDrawdown(string secret, string signature, byte[] body, DateTimeOffset now)
    {
        string Part(string name) => signature.Split(',').FirstOrDefault(p => p.StartsWith(name, StringComparison.Ordinal))?[name.Length..] ?? "";
        if (!long.TryParse(Part("t="), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > 300)
        {
            return false;
        }

        byte[] signed = [.. Encoding.ASCII.GetBytes(Part("t=") + "."), .. body];
        var expected = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.ASCII.GetBytes(Part("v1=")));
    }

    private static string Run(string program, string language, string ending, string extension, string secret, string signature, long now)
    {
        var file = Path.Combine(Path.GetTempPath(), "drawdown-check-" + Guid.NewGuid().ToString("N") + extension);
        File.WriteAllText(file, Snippet(language) + "\n" + ending + "\n");
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true };
        foreach (var argument in (string[])[file, secret, signature, now.ToString(CultureInfo.InvariantCulture), Convert.ToBase64String(Body)])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var told = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.Delete(file);
        Assert.Equal(0, process.ExitCode);
        return told.Trim();
    }

    private static string Snippet(string language)
    {
        var found = Block().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "webhooks.md"))).Single(m => m.Groups[1].Value == language);
        return found.Groups[2].Value;
    }

    private static string Squeezed(string text) => Spaces().Replace(text, "");

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
