using Dashboard.Credits.Cycles;
using Dashboard.Storage;
using Dashboard.Storage.Decisions;
using Dashboard.Storage.Runbooks;
using Dashboard.Storage.Runbooks.Letters;
using Dashboard.Web.Mail.Letters;
using Dashboard.Web.Security;

namespace Dashboard.Web.Mail;

/// <summary>Puts a letter of the outbox into words. Figures are those that were decided; only the recipient's name, zone and links are of now.</summary>
public sealed class LetterRenderer(Database database, MailPreferences preferences, UnsubscribeLinks unsubscribe, InvitationSecrets secrets)
{
    /// <summary>The mail of a delivery.</summary>
    /// <exception cref="InvalidOperationException">There is nothing left to put into words: the letter was pruned, or its link cannot be read any more.</exception>
    public async Task<OutgoingMail> RenderAsync(Delivery delivery, MailServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(delivery);
        var letter = delivery.Letter ?? throw new InvalidOperationException("The letter of this delivery was pruned.");
        return await RenderAsync(letter, delivery.Recipient, delivery.MessageId, server, cancellationToken);
    }

    /// <summary>The mail of a letter to somebody.</summary>
    public async Task<OutgoingMail> RenderAsync(Letter letter, string recipient, string messageId, MailServer server, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(letter);
        ArgumentNullException.ThrowIfNull(recipient);
        ArgumentNullException.ThrowIfNull(server);
        var reader = await ReaderAsync(letter, recipient.ToLowerInvariant(), server, cancellationToken);
        var document = Document(letter, reader);
        var images = document.Parts.OfType<LetterPart.Picture>().Select(p => new InlineImage(p.ContentId, p.Png));
        return new OutgoingMail
        {
            From = server.From,
            To = new MailParty(recipient, reader.Name is { Length: > 0 } name ? Words.Plain(name) : null),
            Subject = Words.Subject(document.Subject),
            Text = TextLetter.Write(document, letter.Organisation),
            Html = HtmlLetter.Write(document, letter.Organisation),
            Images = [.. images],
            MessageId = messageId,
            Unsubscribe = reader.Unsubscribe,
        };
    }

    private LetterDocument Document(Letter letter, LetterReader reader) => letter switch
    {
        StageLetter stages => StageDocument.Of(stages, reader),
        EscalationLetter escalation => EscalationDocument.Of(escalation, reader),
        DeadManLetter silence => DeadManDocument.Of(silence, reader),
        ApprovalLetter approval => ApprovalDocument.Of(approval, reader),
        CreditLetter credit => CreditDocument.Of(credit, reader),
        DigestLetter digest => DigestDocument.Of(digest, reader),
        MonthEndLetter month => MonthEndDocument.Of(month, reader),
        InvitationLetter invitation => InvitationDocument.Of(invitation, reader, secrets.Read(invitation.ProtectedPath) ?? throw new InvalidOperationException("The link of this invitation cannot be read with the keys of this server.")),
        TestLetter test => TestDocument.Of(test, reader),
        _ => throw new InvalidOperationException($"There are no words for {letter.GetType().Name}."),
    };

    private async Task<LetterReader> ReaderAsync(Letter letter, string person, MailServer server, CancellationToken cancellationToken)
    {
        var organisation = await database.Decisions.CurrentAsync(cancellationToken);
        var links = new LetterLinks(server.PublicAddress);
        var kind = MailKinds.Of(letter);
        var zone = (await preferences.OfAsync(person, cancellationToken)).Zone ?? letter.Zone;
        return new LetterReader(
            person,
            await NameAsync(person, organisation, cancellationToken),
            ZoneDays.Find(zone),
            new Access(person, organisation.RolesOf(person)).Can(Right.AnswerAlerts),
            kind is MailKind.System ? null : links.Of(unsubscribe.PathOf(person, kind)),
            links);
    }

    /// <summary>The name of the account, else of the seat; empty when there is neither.</summary>
    private async Task<string> NameAsync(string person, Organisation organisation, CancellationToken cancellationToken)
    {
        var normalised = person.ToUpperInvariant();
        await using var db = database.CreateDbContext();
        var account = await Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions.FirstOrDefaultAsync(
            db.Users.Where(u => u.NormalizedEmail == normalised).Select(u => u.Name), cancellationToken);
        return account is { Length: > 0 } name ? name : organisation.SeatOf(person)?.Name ?? "";
    }
}
