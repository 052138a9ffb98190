using Dashboard.Credits.Usage;
using Xunit;

namespace Dashboard.Credits.Tests.Usage;

public sealed class SignalPatternsTests
{
    [Theory]
    [InlineData(400, "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits.", SignalKind.OutOfCredit)]
    [InlineData(429, "enforced_spend_limit_reached", SignalKind.OutOfCredit)]
    [InlineData(429, "spend limit reached (daily; resets 00:00 UTC)", SignalKind.OutOfCredit)]
    [InlineData(400, "You have reached your specified API usage limits. You will regain access on 2026-12-01.", SignalKind.OutOfCredit)]
    [InlineData(402, "billing_error", SignalKind.OutOfCredit)]
    [InlineData(429, "You've hit your session limit · resets 3pm", SignalKind.RateLimited)]
    [InlineData(429, "This request would exceed your organization's rate limit of 50 requests per minute.", SignalKind.RateLimited)]
    [InlineData(429, "Server is temporarily limiting requests (not your usage limit)", SignalKind.Overloaded)]
    [InlineData(529, "Overloaded", SignalKind.Overloaded)]
    [InlineData(500, "overloaded_error", SignalKind.Overloaded)]
    [InlineData(null, "API Error: Repeated 529 Overloaded errors", SignalKind.Overloaded)]
    public void The_vendors_words_say_what_a_refusal_means(int? status, string text, SignalKind kind) => Assert.Equal(kind, SignalPatterns.Shipped.Decide(status, text));

    [Theory]
    [InlineData(400, "prompt is too long")]
    [InlineData(401, "invalid x-api-key")]
    [InlineData(500, "Internal server error")]
    [InlineData(null, "Connection error")]
    public void Other_refusals_say_nothing_about_credit(int? status, string text) => Assert.Null(SignalPatterns.Shipped.Decide(status, text));

    [Fact]
    public void The_first_pattern_that_matches_decides()
    {
        var patterns = new SignalPatterns([new SignalPattern { Kind = SignalKind.Overloaded, Status = 429, Text = "BUSY" }, .. SignalPatterns.Shipped.Patterns]);

        Assert.Equal(SignalKind.Overloaded, patterns.Decide(429, "too busy now"));
        Assert.Equal(SignalKind.RateLimited, patterns.Decide(429, "too many"));
    }
}
