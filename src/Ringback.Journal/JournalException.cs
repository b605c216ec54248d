namespace Ringback.Journal;

/// <summary>What kind of trouble it is, where that decides what to do.</summary>
public enum JournalTrouble
{
    /// <summary>The file cannot be used; the message says why.</summary>
    Unusable,

    /// <summary>There is no room on its disk; it may come back by itself.</summary>
    DiskFull,

    /// <summary>Another process writes this journal.</summary>
    InUse,
}

/// <summary>
/// The store cannot be opened, read or written. The message is one or two plain sentences for a person: what happened
/// to which file, and what to do next.
/// </summary>
public sealed class JournalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cause">What the store reported; null when the journal noticed it by itself.</param>
    /// <param name="trouble">What kind of trouble it is.</param>
    public JournalException(string message, Exception? cause = null,
        JournalTrouble trouble = JournalTrouble.Unusable)
        : base(message, cause) => Trouble = trouble;

    /// <summary>What kind of trouble it is.</summary>
    public JournalTrouble Trouble { get; }
}
