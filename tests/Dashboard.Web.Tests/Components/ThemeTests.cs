using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Components;

/// <summary>The look is laid over Radzen by naming its variables: a name that disappears in an upgrade would change the page without a word.</summary>
public sealed partial class ThemeTests(WebHost host) : IClassFixture<WebHost>
{
    [Theory]
    [InlineData("software-base.css")]
    [InlineData("software-dark-base.css")]
    public async Task Every_variable_we_set_exists_in_the_theme(string file)
    {
        var theme = await ReadAsync("/_content/Radzen.Blazor/css/" + file);
        var names = Declared().Matches(await ReadAsync("/css/tokens.css")).Select(m => m.Groups[1].Value).Where(n => n.StartsWith("--rz-", StringComparison.Ordinal)).Distinct().ToList();

        var gone = names.Where(n => !Regex.IsMatch(theme, $@"{Regex.Escape(n)}\s*:")).ToList();

        Assert.True(names.Count > 80);
        Assert.Empty(gone);
    }

    [Fact]
    public async Task Both_themes_name_the_same_colours()
    {
        var tokens = await ReadAsync("/css/tokens.css");
        var light = Block(tokens, "light");
        var dark = Block(tokens, "dark");

        Assert.NotEmpty(light);
        Assert.Equal(light, dark);
    }

    private static List<string> Block(string tokens, string theme)
    {
        var start = tokens.IndexOf($":root[data-theme=\"{theme}\"] {{", StringComparison.Ordinal);
        var body = tokens[start..tokens.IndexOf('}', start)];
        return [.. Declared().Matches(body).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal)];
    }

    private Task<string> ReadAsync(string path) => host.CreateClient().GetStringAsync(new Uri(path, UriKind.Relative));

    [GeneratedRegex(@"(--[a-z0-9-]+)\s*:")]
    private static partial Regex Declared();
}
