namespace Ringback.Journal;

/// <summary>
/// The store cannot be opened, read or written. The message is one or two plain sentences for a person: what happened
/// to which file, and what to do next.
/// </summary>
public sealed class JournalException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What happened and what to do.</param>
    /// <param name="cause">What the store reported; null when the journal noticed it by itself.</param>
    public JournalException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
