using System.Runtime.CompilerServices;
using Ringback.Wire.Tftp;

namespace Ringback.Workbench.Tftp;

/// <summary>
/// Contents as netascii, made once for each content and shared by all transfers of it for as long as the content is in
/// use: thousands of clients that ask for text cost one translation.
/// </summary>
internal sealed class TftpTranslations
{
    /// <summary>
    /// A translation is held in memory, so it needs a bound; the same as for contents that are held there anyway.
    /// </summary>
    internal const int Largest = 64 * 1024 * 1024;

    private readonly ConditionalWeakTable<ITftpContent, ITftpContent> _made = [];

    /// <summary>The content as it goes over the wire; null when it is too large to translate.</summary>
    internal ITftpContent? AsNetascii(ITftpContent content)
    {
        if (content.Length > Largest) return null;
        if (_made.TryGetValue(content, out ITftpContent? made)) return made;
        byte[] local = new byte[content.Length];
        int length = content.Read(0, local);
        made = new MemoryContent(Netascii.Encode(local.AsSpan(0, length)));
        _made.AddOrUpdate(content, made);
        return made;
    }
}
