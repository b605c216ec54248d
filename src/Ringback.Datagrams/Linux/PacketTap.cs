using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using Ringback.Datagrams.Kernel;

namespace Ringback.Datagrams.Linux;

/// <summary>
/// A packet socket that hears everything: what is for others (the interface becomes promiscuous until the socket is
/// closed), what this machine sends, and the tags that the kernel takes out. Nothing is ever sent on it.
/// </summary>
internal sealed unsafe class PacketTap : IFrameTap
{
    private const ushort AllFrames = 0x0003;
    private const int EthernetLink = 1;
    private const int MostNotes = 64;

    // A burst of a hundred phones that start at once, while somebody looks at the screen.
    private const int Waiting = 4 * 1024 * 1024;

    private readonly Lock _closing = new();
    private readonly int _socket;
    private readonly int _event;
    private long _lost;
    private bool _closed;

    private PacketTap(int socket, int wakeUp)
    {
        _socket = socket;
        _event = wakeUp;
    }

    public int LinkType => EthernetLink;

    public string? Blind => null;

    public long Lost
    {
        get
        {
            lock (_closing)
            {
                // The kernel begins to count anew each time that it is asked.
                TapCounts counts;
                uint length = (uint)sizeof(TapCounts);
                if (!_closed && TapCalls.GetOption(
                    _socket, PacketCalls.LevelPacket, TapCalls.Statistics, &counts, &length) == 0)
                {
                    _lost += counts.Dropped;
                }

                return _lost;
            }
        }
    }

    internal static bool TryOpen(int interfaceIndex, [NotNullWhen(true)] out IFrameTap? tap, out string whyNot)
    {
        tap = null;
        // Protocol 0 receives nothing: until it is bound, the socket would hear every interface.
        int socket = PacketCalls.Open(PacketCalls.Packet, PacketCalls.RawNonBlockingCloseOnExec, 0);
        if (socket < 0)
        {
            whyNot = PacketPort.Explain(Marshal.GetLastPInvokeError(), interfaceIndex);
            return false;
        }

        LinkAddress address = new()
        {
            Family = PacketCalls.Packet,
            Protocol = BinaryPrimitives.ReverseEndianness(AllFrames),
            Interface = interfaceIndex,
        };
        bool isOpen = Set(socket, interfaceIndex)
            && PacketCalls.Bind(socket, &address, (uint)sizeof(LinkAddress)) == 0;
        int wakeUp = isOpen ? Libc.EventCreate(0, Libc.EventFlags) : -1;
        if (wakeUp < 0)
        {
            whyNot = PacketPort.Explain(Marshal.GetLastPInvokeError(), interfaceIndex);
            _ = Libc.Close(socket);
            return false;
        }

        tap = new PacketTap(socket, wakeUp);
        whyNot = "";
        return true;
    }

    public int Receive(Span<byte> frame, TimeSpan longest)
    {
        PollEntry* entries = stackalloc PollEntry[2];
        entries[0] = new PollEntry { File = _socket, Events = (short)Libc.Readable };
        entries[1] = new PollEntry { File = _event, Events = (short)Libc.Readable };
        int milliseconds = longest < TimeSpan.Zero
            ? -1
            : (int)Math.Min(Math.Ceiling(longest.TotalMilliseconds), int.MaxValue);
        if (Libc.Poll(entries, 2, milliseconds) <= 0) return 0;
        if (entries[1].Returned != 0)
        {
            ulong count;
            _ = Libc.Read(_event, (byte*)&count, sizeof(ulong));
            return 0;
        }

        LinkAddress from;
        byte* notes = stackalloc byte[MostNotes];
        fixed (byte* bytes = frame)
        {
            IoVector vector = new() { Base = bytes, Length = (nuint)frame.Length };
            MessageHeader message = new()
            {
                Name = (byte*)&from, NameLength = (ulong)sizeof(LinkAddress), Vectors = &vector, VectorCount = 1,
                Control = notes, ControlLength = MostNotes,
            };
            nint length = PacketCalls.ReceiveMessage(_socket, &message, Libc.DoNotWait);
            return length <= 0 ? 0 : FrameTag.PutBack(
                frame, (int)length, new ReadOnlySpan<byte>(notes, (int)Math.Min(message.ControlLength, MostNotes)));
        }
    }

    public void Wake()
    {
        ulong one = 1;
        lock (_closing)
        {
            if (!_closed) _ = Libc.Write(_event, (byte*)&one, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        lock (_closing)
        {
            if (_closed) return;
            _closed = true;
            _ = Libc.Close(_socket);
            _ = Libc.Close(_event);
        }
    }

    private static bool Set(int socket, int interfaceIndex)
    {
        int yes = 1, room = Waiting;
        LinkMembership all = new() { Interface = interfaceIndex, Kind = PacketCalls.Promiscuous };
        // Without the right to more room, it keeps what it has.
        _ = PacketCalls.SetOption(
            socket, PacketCalls.LevelSocket, TapCalls.ReceiveRoomByForce, &room, sizeof(int));
        return PacketCalls.SetOption(
                socket, PacketCalls.LevelPacket, PacketCalls.TellAuxiliaryData, &yes, sizeof(int)) == 0
            && PacketCalls.SetOption(socket, PacketCalls.LevelPacket, PacketCalls.AddMembership, &all,
                (uint)sizeof(LinkMembership)) == 0;
    }
}
