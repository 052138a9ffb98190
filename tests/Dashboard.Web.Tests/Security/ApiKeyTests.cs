using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Dashboard.Web.Security;

namespace Dashboard.Web.Tests.Security;

public sealed class ApiKeyTests
{
    private static readonly Uri Nowhere = new("/api/v1/no-such-thing", UriKind.Relative);

    [Fact]
    public async Task Without_a_key_the_API_answers_401_with_problem_details_and_no_redirect()
    {
        using var host = new WebHost();
        using var caller = host.Browser();

        var answer = await caller.GetAsync(Nowhere);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(401, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_key_is_accepted_until_it_is_withdrawn()
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        var key = await host.ApiKeys.CreateAsync("CI step", Caller.Product);
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);

        var accepted = await caller.GetAsync(Nowhere);
        await host.ApiKeys.RevokeAsync(key.Id, Caller.Product);
        var refused = await caller.GetAsync(Nowhere);

        Assert.Equal(HttpStatusCode.NotFound, accepted.StatusCode);
        Assert.Equal("application/problem+json", accepted.Content.Headers.ContentType!.MediaType);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Theory]
    [InlineData("dd_")]
    [InlineData("dd_guess")]
    [InlineData("Bearer")]
    public async Task A_guess_is_refused(string key)
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        await host.ApiKeys.CreateAsync("CI step", Caller.Product);
        caller.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer " + key);

        Assert.Equal(HttpStatusCode.Unauthorized, (await caller.GetAsync(Nowhere)).StatusCode);
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        using var host = new WebHost();
        using var caller = host.Browser();
        var key = await host.ApiKeys.CreateAsync("CI step", Caller.Product);
        caller.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Key);

        var answer = await caller.GetAsync(new Uri("/settings/api-keys", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task Only_the_hash_of_a_key_is_kept_and_its_use_is_remembered()
    {
        using var host = new WebHost();
        var made = await host.ApiKeys.CreateAsync("CI step", Caller.Product);

        var before = Assert.Single(await host.ApiKeys.ListAsync(Caller.Product));
        Assert.NotNull(await host.ApiKeys.FindAsync(made.Key));
        var after = Assert.Single(await host.ApiKeys.ListAsync(Caller.Product));

        Assert.Equal(32, before.Hash.Length);
        Assert.Equal(made.Key[..8], before.Prefix);
        Assert.Null(before.LastUsedAtMs);
        Assert.NotNull(after.LastUsedAtMs);
    }
}
