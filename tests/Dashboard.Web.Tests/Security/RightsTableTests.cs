using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Web.Tests.Security;

/// <summary>
/// Who may do what, as tables of their own: every route by verb, every kind of decision, every command. What is missing from its table
/// fails here, and every cell is really tried.
/// </summary>
public sealed partial class RightsTableTests(RightsOrganisation organisation) : IClassFixture<RightsOrganisation>
{
    /// <summary>The columns of <see cref="Routes"/>.</summary>
    private static readonly string[] Callers = ["anonymous", .. RightsOrganisation.Roles, "key:ingest", "key:read", "key:admin"];

    [Fact]
    public void Every_route_is_in_the_table()
    {
        var there = Endpoints().SelectMany(e => Verbs(e).Select(v => $"{v} {Pattern(e)}")).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(there, Routes.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_route_answers_everybody_as_the_table_says()
    {
        var wrong = new List<string>();
        var answers = Routes.Keys.ToDictionary(k => k, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var caller in Callers)
        {
            using var browser = await organisation.BrowserAsync(caller);
            foreach (var (route, (address, _)) in Routes)
            {
                using var request = new HttpRequestMessage(new HttpMethod(route.Split(' ')[0]), new Uri(address ?? route.Split(' ')[1], UriKind.Relative));
                using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
                answers[route].Add(Word(answer));
            }
        }

        foreach (var (route, (_, expected)) in Routes)
        {
            var row = string.Join(' ', answers[route]);
            if (row != string.Join(' ', expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
            {
                wrong.Add($"{route}: {row}");
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Static_assets_are_open_and_nothing_else_is_called_one()
    {
        var assets = organisation.Services.GetRequiredService<EndpointDataSource>().Endpoints.Where(IsAsset).ToList();

        Assert.NotEmpty(assets);
        Assert.All(assets, a => Assert.NotNull(a.Metadata.GetMetadata<IAllowAnonymous>()));
        Assert.All(assets, a => Assert.Matches(@"\.(css|js|mjs|svg|woff2|map|wasm|json|dat|ico|png|txt|scss)(\.gz|\.br)?$", ((RouteEndpoint)a).RoutePattern.RawText!.Split('{')[0]));
    }

    private static string Word(HttpResponseMessage answer) => answer.StatusCode switch
    {
        HttpStatusCode.Redirect or HttpStatusCode.Found when answer.Headers.Location is { } to => (to.IsAbsoluteUri ? to.AbsolutePath : to.OriginalString.Split('?')[0]) is var path && path == "/sign-in" ? "in" : ">" + path,
        var status => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private IEnumerable<RouteEndpoint> Endpoints() => organisation.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => !IsAsset(e));

    private static bool IsAsset(Endpoint endpoint) => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is not null;

    private static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    private static IEnumerable<string> Verbs(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods is { Count: > 0 } verbs ? verbs : ["GET", "POST"];
}
