namespace Dashboard.Credits.Ledger;

/// <summary>The kinds of posting. The numbers are stored; never renumber. Source: law, section 5.</summary>
public enum PostingKind
{
    /// <summary>issued → available: cycle start, claim, or plan change under its policy.</summary>
    Grant = 0,

    /// <summary>available → consumed: the covered leg of a covered event.</summary>
    Draw = 1,

    /// <summary>usage → overage payable.</summary>
    Overage = 2,

    /// <summary>usage → uncovered.</summary>
    Uncovered = 3,

    /// <summary>available → expired: cycle end.</summary>
    Expire = 4,

    /// <summary>available → voided: a person withdraws a grant, with reason.</summary>
    Void = 5,

    /// <summary>Any of the above, added or reversed, computed after close.</summary>
    Correct = 6,

    /// <summary>Any of the above, added or reversed, by a person with reason.</summary>
    Adjust = 7,
}
