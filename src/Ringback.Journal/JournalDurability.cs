namespace Ringback.Journal;

/// <summary>What events survive once a journal has said that they are kept.</summary>
public enum JournalDurability
{
    /// <summary>Nothing: they are gone with the program.</summary>
    None,

    /// <summary>The death of the program, however it dies; a power cut may take the last moments.</summary>
    Program,

    /// <summary>A power cut too: the disk has said that it has them.</summary>
    PowerCut,
}
