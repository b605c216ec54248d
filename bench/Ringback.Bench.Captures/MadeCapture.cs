using System.Buffers.Binary;

namespace Ringback.Bench.Captures;

/// <summary>A capture that is made for measuring, in proportions that a network has.</summary>
/// <param name="Name">What it is like.</param>
/// <param name="Phones">Phones that fetch files over and over.</param>
/// <param name="Others">Frames of others for each frame of a phone: full TCP segments and small ones of voice.</param>
internal sealed record MadeCapture(string Name, int Phones, int Others)
{
    private const int Blocks = 800;
    private const int Ethernet = 14, Udp = 42;

    /// <summary>A mirror port of an office, and a cable with nothing but phones that start.</summary>
    internal static IReadOnlyList<MadeCapture> All { get; } = [new("office", 50, 20), new("phones", 500, 0)];

    /// <summary>Writes it; the number of frames.</summary>
    internal long Write(string path, long size)
    {
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        Span<byte> head = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(head, 0xa1b2c3d4);
        BinaryPrimitives.WriteUInt16LittleEndian(head[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(head[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(head[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(head[20..], 1);
        file.Write(head);
        byte[] frame = new byte[1514];
        long frames = 0, written = head.Length;
        for (long step = 0; written < size; step++)
        {
            int phone = (int)(step % Phones), at = (int)(step / Phones % (2 * Blocks));
            written += Put(file, frame, Phone(frame, phone, at), frames++);
            for (int other = 0; other < Others && written < size; other++)
                written += Put(file, frame, Other(frame, other), frames++);
        }

        return frames;
    }

    /// <summary>A question, then DATA and ACK in turn.</summary>
    private static int Phone(byte[] frame, int phone, int at)
    {
        bool isPhones = at % 2 == 0;
        int block = (at + 1) / 2, length = at == 0 ? 33 : isPhones ? 4 : block == Blocks - 1 ? 100 : 516;
        uint address = 0x0A09_0000u + (uint)phone + 10;
        Head(frame, isPhones ? address : 0xAC10_0505, isPhones ? 0xAC10_0505 : address, 17, 8 + length);
        ushort port = (ushort)(49_153 + (phone % 4_000));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Ethernet + 20), isPhones ? port : (ushort)40_000);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Ethernet + 22),
            !isPhones ? port : at == 0 ? (ushort)69 : (ushort)40_000);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Ethernet + 24), (ushort)(8 + length));
        Span<byte> tftp = frame.AsSpan(Udp);
        tftp[..4].Clear();
        if (at == 0)
        {
            tftp[1] = 1;
            System.Text.Encoding.ASCII.GetBytes($"SEP{phone:X12}.cnf.xml\0octet\0", tftp[2..]);
        }
        else
        {
            tftp[1] = (byte)(isPhones ? 4 : 3);
            BinaryPrimitives.WriteUInt16BigEndian(tftp[2..], (ushort)(isPhones ? at / 2 : block));
        }

        return Udp + length;
    }

    /// <summary>Three full segments of TCP and one packet of voice.</summary>
    private static int Other(byte[] frame, int which)
    {
        if (which % 4 == 3)
        {
            Head(frame, 0x0A01_0001, 0x0A01_0002, 17, 180);
            BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(Ethernet + 20), 0x4000_4002);
            BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Ethernet + 24), 180);
            return Ethernet + 20 + 180;
        }

        Head(frame, 0x0A01_0003, 0x0A01_0004, 6, 1480);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(Ethernet + 20), 0x01BB_C000);
        frame[Ethernet + 32] = 0x50;
        return frame.Length;
    }

    private static void Head(byte[] frame, uint from, uint to, byte protocol, int length)
    {
        frame.AsSpan(0, Udp).Clear();
        frame[0] = frame[6] = 2;
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(8), from);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        Span<byte> ip = frame.AsSpan(Ethernet);
        ip[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(ip[2..], (ushort)(20 + length));
        ip[9] = protocol;
        BinaryPrimitives.WriteUInt32BigEndian(ip[12..], from);
        BinaryPrimitives.WriteUInt32BigEndian(ip[16..], to);
    }

    private static int Put(FileStream file, byte[] frame, int length, long number)
    {
        Span<byte> head = stackalloc byte[16];
        // A hundred thousand frames in a second.
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)(1_773_480_413 + (number / 100_000)));
        BinaryPrimitives.WriteUInt32LittleEndian(head[4..], (uint)(number % 100_000 * 10));
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(head[12..], length);
        file.Write(head);
        file.Write(frame.AsSpan(0, length));
        return head.Length + length;
    }
}
