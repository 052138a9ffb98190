using Dashboard.Credits.Admission;
using Dashboard.Credits.Money;
using Dashboard.Credits.Programmes;
using Dashboard.Credits.Runbook;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Tests.Books;
using static Dashboard.Storage.Tests.Books.BooksTest;

namespace Dashboard.Storage.Tests.Gate;

public sealed class GateTests
{
    [Theory, BothDatabases]
    public async Task A_seat_is_answered_from_its_ledger(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "48.25"));

        var answer = await AskAsync(test, "Ada@Example.org");

        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.Ok, Records.Usd("51.75"), 482_500L, Start + (30 * Day)), (answer.Decision, answer.Reason, answer.Balance, answer.ShareConsumed, answer.ResetMs));
    }

    [Theory, BothDatabases]
    public async Task A_stage_that_was_entered_speaks_and_its_newest_version_says_what(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.WriteAsync(Use("a", Start + Day, "96"));
        await test.Database.Gate.RefreshAsync(Noon);
        await test.Database.Runbook.EvaluateAsync(Noon);

        var warned = await AskAsync(test);
        await test.DecideAsync(Noon, new RunbookSet("Blue", null, new RunbookRules { Stages = [new() { Stage = Stage.AtPercent(95), Gate = GateAnswer.Fallback, FallbackModel = "claude-haiku-5-5" }] }));
        var cheaper = await AskAsync(test);
        var other = await AskAsync(test, "bob@example.org");

        Assert.Equal((AdmissionDecision.Warn, "at-95"), (warned.Decision, warned.StageId));
        Assert.Equal((AdmissionDecision.Fallback, "claude-haiku-5-5"), (cheaper.Decision, cheaper.Model));
        Assert.Equal(AdmissionDecision.Allow, other.Decision);
    }

    [Theory, BothDatabases]
    public async Task A_stage_that_recovered_is_silent_and_a_new_cycle_starts_without_any(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(Noon, new RunbookSet(null, null, new RunbookRules { Stages = [new() { Stage = Stage.AtPercent(80), Gate = GateAnswer.Deny }] }));
        await test.Database.Runbook.EvaluateAsync(Noon);
        await test.WriteAsync(Use("a", Start + Day, "85"), Use("b", Start + Day, "85", "bob@example.org"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        var entered = await AskAsync(test);
        await test.DecideAsync(Noon, new LedgerAdjusted(test.Ada, Credits.Ledger.LedgerMove.Draw, true, Nanodollars.FromUsd(20)));
        await test.Database.Runbook.EvaluateAsync(Noon + 1);
        var recovered = await AskAsync(test);
        var december = Start + (31 * Day);
        await test.Database.Books.RollForwardAsync(december);
        var anew = await AskAsync(test, "bob@example.org", december);

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.StageDenies), (entered.Decision, entered.Reason));
        Assert.Equal(AdmissionDecision.Allow, recovered.Decision);
        Assert.Equal((AdmissionDecision.Allow, Nanodollars.FromUsd(100)), (anew.Decision, anew.Balance));
    }

    [Theory, BothDatabases]
    public async Task Out_of_credit_is_denied_until_overage_is_on_and_its_cap_is_used_up(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "100"));
        await test.Database.Runbook.EvaluateAsync(Noon);

        var denied = await AskAsync(test);
        await test.DecideAsync(Noon - 10, new OverageDecided(test.Ada, true, Nanodollars.FromUsd(10)));
        var overage = await AskAsync(test);
        await test.WriteAsync(Use("b", Noon - 1, "10"));
        var used = await AskAsync(test);

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OutOfCredit), (denied.Decision, denied.Reason));
        Assert.Equal(AdmissionDecision.AllowOverage, overage.Decision);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.OverCap), (used.Decision, used.Reason));
    }

    [Theory, BothDatabases]
    public async Task Shadow_allows_and_says_what_it_would_have_been(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider, mode: ProgrammeMode.Shadow);
        await test.WriteAsync(Use("a", Start + Day, "100"));

        var answer = await AskAsync(test);

        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.Shadow, AdmissionReason.OutOfCredit), (answer.Decision, answer.Reason, answer.Would!.Reason));
    }

    [Theory, BothDatabases]
    public async Task Unclaimed_and_unknown_seats_have_answers_of_their_own(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(Noon, new SeatAdded(-1, "cy@example.org", "Cy", "max-5x", null, null, 1, new DateOnly(2026, 1, 1)));

        var unclaimed = await AskAsync(test, "cy@example.org");
        var open = await AskAsync(test, "nobody@example.org");
        await test.DecideAsync(Noon, new GateFailureSet(false));
        var closed = await AskAsync(test, "nobody@example.org");

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.Unclaimed), (unclaimed.Decision, unclaimed.Reason));
        Assert.Equal((AdmissionDecision.Allow, AdmissionReason.UnknownSeat), (open.Decision, open.Reason));
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.UnknownSeat), (closed.Decision, closed.Reason));
    }

    [Theory, BothDatabases]
    public async Task The_dead_man_and_a_memory_nobody_vouches_for_fail_as_decided(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.DecideAsync(Noon, new GateFailureSet(false));
        await test.Usage.WriteAtAsync(test.Usage.SourceId, Noon - (4 * Day), [Use("a", Start + Day, "1")]);
        await test.Database.Books.CatchUpAsync(Noon);

        var silent = await AskAsync(test);
        await test.WriteAsync(Use("b", Start + Day, "1"));
        var heard = await AskAsync(test);
        var forgotten = test.Database.Gate.Ask("ada@example.org", default, Noon + Storage.Gate.GateStandings.VouchedForMs + 1).Answer;

        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.DeadMan), (silent.Decision, silent.Reason));
        Assert.Equal(AdmissionDecision.Allow, heard.Decision);
        Assert.Equal((AdmissionDecision.Deny, AdmissionReason.NoData), (forgotten.Decision, forgotten.Reason));
    }

    [Theory, BothDatabases]
    public async Task Another_node_sees_what_this_one_wrote_at_its_next_look(DatabaseProvider provider)
    {
        await using var test = await BooksTest.CreateAsync(provider);
        await test.WriteAsync(Use("a", Start + Day, "10"));
        await using var other = await Database.OpenAsync(test.Usage.At.Options, test.Usage.At.Time);
        await other.Gate.RefreshAsync(Noon);

        var before = other.Gate.Ask("ada@example.org", default, Noon).Answer.Balance;
        await test.WriteAsync(Use("b", Start + Day, "15"));
        await test.Database.Reservations.ReserveAsync(new("ada@example.org", Nanodollars.FromUsd(5), 60, 1), Noon);
        await other.Gate.RefreshAsync(Noon + 1000);
        var after = other.Gate.Ask("ada@example.org", default, Noon + 1000);

        Assert.Equal((Nanodollars.FromUsd(90), Nanodollars.FromUsd(70), Noon + 1000), (before, after.Answer.Balance, after.AsOfMs));
    }

    private static async Task<AdmissionAnswer> AskAsync(BooksTest test, string email = "ada@example.org", long nowMs = Noon)
    {
        await test.Database.Gate.RefreshAsync(nowMs);
        return test.Database.Gate.Ask(email, default, nowMs).Answer;
    }
}
