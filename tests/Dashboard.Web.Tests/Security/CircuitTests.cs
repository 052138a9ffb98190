using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Tests.Security;

/// <summary>What a signed-in seat holder reaches who forges what pages say to the server.</summary>
public sealed partial class CircuitTests(RightsOrganisation organisation) : IClassFixture<RightsOrganisation>
{
    private const string OwnPlan = "Team Premium";
    private const string Base = "http://localhost/";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("settings/audit", "This page is not for your role")]
    [InlineData("settings/people", "This page is not for your role")]
    [InlineData("ledger", "This page is not for your role")]
    [InlineData("seats/" + RightsOrganisation.Other, "No such seat")]
    public async Task A_page_of_another_role_shows_nothing_when_it_is_asked_for_over_the_open_connection(string path, string told)
    {
        var cookie = await organisation.CookieAsync("seat-holder");
        using var direct = await StartAsync(cookie, path);
        using var later = await StartAsync(cookie, "seats/" + RightsOrganisation.Own);

        await direct.UntilAsync(told, Stop);
        await later.UntilAsync(OwnPlan, Stop);
        await later.CallAsync("OnLocationChanged", null, Stop, Base + path, null, false);
        await later.UntilAsync(told, Stop);

        // The own seat was shown, so the page of another one would have been too.
        Assert.Contains(OwnPlan, later.Heard);
        Assert.DoesNotContain(OwnPlan, direct.Heard);
        Assert.All((HubCaller[])[direct, later], c => Assert.Contains(told, c.Heard));
        Assert.All((HubCaller[])[direct, later], c => Assert.DoesNotContain(RightsOrganisation.Email("auditor"), c.Heard));
    }

    [Theory]
    [InlineData("CfDJ8Forged", 0)]
    [InlineData("", 0)]
    [InlineData(null, 0)]
    public async Task A_component_that_no_page_offered_is_not_made(string? descriptor, int sequence)
    {
        using var caller = await ConnectAsync(await organisation.CookieAsync("seat-holder"));
        await caller.CallAsync("StartCircuit", "1", Stop, Base, Base + "seats", "[]", "");
        await caller.UntilAsync("CfDJ8", Stop);
        var operations = JsonSerializer.Serialize(new { batchId = 1, operations = new[] { new { type = "add", ssrComponentId = 1, marker = new { type = "server", sequence, descriptor, key = (string?)null } } } });

        await caller.CallAsync("UpdateRootComponents", null, Stop, operations, "");
        await caller.UntilAsync("JS.Error", Stop);

        Assert.DoesNotContain("JS.RenderBatch", caller.Heard);
        Assert.True(caller.Heard.Contains("JS.Error", StringComparison.Ordinal) || caller.IsClosed);
    }

    [Fact]
    public async Task Methods_that_are_none_and_calls_before_a_page_is_open_do_nothing()
    {
        using var caller = await ConnectAsync(await organisation.CookieAsync("seat-holder"));

        await caller.CallAsync("DecideAsync", "1", Stop, "{}");
        await caller.UntilAsync("HubException: Method does not exist", Stop);
        Assert.Contains("HubException: Method does not exist", caller.Heard);
        await caller.CallAsync("BeginInvokeDotNetFromJS", "2", Stop, "1", "Dashboard.Web", "DecideAsync", 0, "[]");
        await caller.UntilAsync("JS.Error", Stop);

        Assert.Contains("JS.Error", caller.Heard);
        Assert.DoesNotContain("JS.RenderBatch", caller.Heard);
        Assert.DoesNotContain(" at Dashboard.", caller.Heard);
    }

    [Theory]
    [InlineData("Dashboard.Web", "DecideAsync")]
    [InlineData("Dashboard.Storage", "AppendAsync")]
    [InlineData("System.Private.CoreLib", "Exit")]
    [InlineData("Microsoft.AspNetCore.Components.Web", "NoSuch")]
    public async Task No_method_of_the_server_can_be_called_by_name(string assembly, string method)
    {
        using var caller = await StartAsync(await organisation.CookieAsync("seat-holder"), "seats");
        await caller.UntilAsync("JS.RenderBatch", Stop);

        await caller.CallAsync("BeginInvokeDotNetFromJS", null, Stop, "77", assembly, method, 0, "[]");
        await caller.UntilAsync("JS.EndInvokeDotNet", Stop);

        Assert.Contains("JS.EndInvokeDotNet", caller.Heard);
        Assert.DoesNotContain(" at Dashboard.", caller.Heard);
        Assert.Contains("There was an exception invoking", caller.Heard);
    }

    /// <summary>Opens a page with the components that the person's own page offered.</summary>
    private async Task<HubCaller> StartAsync(string cookie, string path)
    {
        var markers = Marker().Matches(await organisation.PageAsync("/seats", cookie)).Select(m => JsonDocument.Parse(m.Groups[1].Value).RootElement).Where(m => m.TryGetProperty("descriptor", out _)).ToList();
        Assert.NotEmpty(markers);
        var caller = await ConnectAsync(cookie);
        await caller.CallAsync("StartCircuit", "1", Stop, Base, Base + path, "[]", "");
        await caller.UntilAsync("CfDJ8", Stop);
        await caller.CallAsync("UpdateRootComponents", null, Stop, JsonSerializer.Serialize(new { batchId = 1, operations = markers.Select((marker, i) => new { type = "add", ssrComponentId = i + 1, marker }) }), "");
        return caller;
    }

    private async Task<HubCaller> ConnectAsync(string cookie)
    {
        var caller = new HubCaller(await organisation.SocketAsync(cookie, Stop));
        await caller.GreetAsync(Stop);
        return caller;
    }

    [GeneratedRegex("<!--Blazor:(\\{.*?\\})-->")]
    private static partial Regex Marker();
}
