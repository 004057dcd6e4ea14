"""The second opinion: days told to a shell, with real processes, and what docs/interface.md says of them.

Nothing here is asked of the original, and nothing is shared with the other cases: parcels are made by a script of their
own, and what is left on the disk is shown by the usual programs."""

import json
import random

MAKE = """
import hashlib, hmac, json, sys, zlib
out, key, said = sys.argv[1], bytes.fromhex(sys.argv[2]), json.loads(sys.argv[3])
seal, body = said.pop("seal", None), b""
for entry in said["entries"]:
    entry.setdefault("mode", 0o644)
    entry.setdefault("kind", "file")
    if entry["kind"] == "file":
        text = entry.pop("text", "").encode() * entry.pop("times", 1)
        packed = zlib.compress(text)
        body += packed
        entry.setdefault("size", len(text))
        entry.update(packed=len(packed), sha256=hashlib.sha256(text).hexdigest())
line = json.dumps({"from": "amy", "to": "bob", "serial": 1, "title": "", **said}).encode()
full = "hmac-sha256 " + hmac.new(key, line, "sha256").hexdigest()
others = {"checksum": "sha256 " + hashlib.sha256(line).hexdigest(), "short": full[:-1], "none": "hmac-sha256 "}
seal = others.get(seal, full)
open(out, "wb").write(b"PARCEL 1\\n" + line + b"\\n" + seal.encode() + b"\\n" + body)
"""
BEGIN = """
umask 022
export LC_ALL=C.UTF-8
KEY=00112233445566778899aabbccddeeff
p() { who=$1; shift; python3 -m parcels --locker $who "$@" 2>err; echo "= $?"; }
make() { python3 make.py "$1" $KEY "$2"; }
for who in amy bob; do python3 -m parcels --locker $who init $who >/dev/null; done
echo $KEY >key
p amy key add bob key
p bob key add amy key
mkdir -p hall/north shared
echo "The hall" >hall/plan.txt
echo "b
a" >hall/north/rooms.csv
ln -s ../plan.txt hall/north/up
"""
BEGUN = "key for bob\n= 0\nkey for amy\n= 0\n"


def day(name, script, *told):
    """A script, and what it may print."""
    return {
        "id": f"days/{name}",
        "group": "days",
        "argv": ["sh", "day.sh"],
        "files": {"make.py": MAKE, "day.sh": BEGIN + script},
        "expected": [{"exit": 0, "stdout": BEGUN + one} for one in told],
    }


def corpus():
    """The frozen days."""
    return [_quiet(), _stranger(), _climber(), _machine(), _texts(), _drawn(random.Random(3), "third")]


def generate(seed, count):
    """Days drawn with a seed."""
    rng = random.Random(seed)
    return [_drawn(rng, f"drawn-{at}") for at in range(count)]


def _quiet():
    script = """
printf '[filters]\\n*.csv = sort\\n[hooks]\\npacked = echo made {title}\\n' >>amy/locker.ini
p amy pack hall --to bob --title "The new hall"
p amy sync shared
p bob sync shared
p bob stored
p bob unpack shared/amy-1.parcel --into got
find got | sort
cat got/north/rooms.csv got/north/up
p bob list shared/amy-1.parcel
p bob forget amy-1
p bob stored
p amy pack hall --draft -o draft
p bob unpack draft --into other
p bob unpack draft --into other --draft
p bob keep draft
printf 'Kept\\n---\\n{n}: {p.title} {{x}}\\n' >t
p amy pack hall --to bob --title again -o two
p bob keep two
p bob report t
p bob verify
printf x >>bob/store/amy-3.parcel
p bob verify
"""
    told = """made The new hall
amy-1: 4 entries, 13 B
= 0
sent amy-1
= 0
kept amy-1
= 0
id     from  entries  size  title
amy-1  amy         4  13 B  The new hall
= 0
amy-1: 4 entries
= 0
got
got/north
got/north/rooms.csv
got/north/up
got/plan.txt
a
b
The hall
amy-1 for bob: The new hall
mode       size  name
rwxr-xr-x        north/
rw-r--r--   4 B  north/rooms.csv
rwxrwxrwx        north/up -> ../plan.txt
rw-r--r--   9 B  plan.txt
= 0
forgot amy-1
= 0
= 1
made \nmade again
""".replace("made \nmade again\n", "made \namy-2: 4 entries, 13 B\n= 0\n")
    told += "= 3\namy-2: 4 entries\n= 0\n= 3\nmade again\namy-3: 4 entries, 13 B\n= 0\nkept amy-3\n= 0\n"
    return day("quiet", script, told + "Kept\n1: again {x}\n= 0\namy-3: ok\n= 0\namy-3: damaged\n= 3\n")


def _stranger():
    """Somebody without the key."""
    script = """
KEY=ffffffffffffffffffffffffffffffff
for seal in checksum short none full; do
    make shared/$seal.parcel '{"serial": 5, "seal": "'$seal'", "entries": [{"name": "x", "text": "y"}]}'
    p bob keep shared/$seal.parcel
    p bob unpack shared/$seal.parcel --into got
done
KEY=00112233445566778899aabbccddeeff
make short '{"serial": 5, "seal": "short", "entries": [{"name": "x", "text": "y"}]}'
p bob unpack short --into got
ls got 2>/dev/null
python3 -m parcels --locker bob sync shared | grep -c kept
p bob stored
"""
    return day("stranger", script, "= 3\n" * 9 + "0\n= 1\n", "= 1\n" * 9 + "0\n= 1\n")


def _climber():
    """A partner whose parcels are signed, and bad."""
    file = '{"name": "%s", "text": "evil"}'
    link = '{"name": "%s", "kind": "link", "target": "%s"}'
    ways = [file % "../got-not/x", file % "../gotten", link % ("a", "../got-not/y"), file % "/tmp/parcels-oracle"]
    ways += [", ".join([link % ("d/e", ".."), link % ("up", "d/e/.."), file % "up/evil"])]
    ways += [", ".join([link % ("d/e", ".."), link % ("n", "d/e/../mine"), file % "n"])]
    ways += [
        '{"name": "big", "size": 3, "text": "0", "times": 9000000}',
        '{"name": "small", "size": 3, "text": "0123"}',
    ]
    lines = [f"make way{at} '{{\"entries\": [{way}]}}'\np bob unpack way{at} --into got" for at, way in enumerate(ways)]
    script = "mkdir got got-not\necho mine >mine\necho mine >got-not/y\n" + "\n".join(lines)
    script += """
ls got got-not
cat mine got-not/y
ls gotten evil /tmp/parcels-oracle 2>/dev/null
make bits '{"entries": [{"name": "s", "text": "x", "mode": 2541}, {"name": "d", "kind": "folder", "mode": 1021}]}'
p bob unpack bits --into bits.d
stat -c '%a %n' bits.d/*
"""
    end = "got:\n\ngot-not:\ny\nmine\nmine\namy-1: 2 entries\n= 0\n755 bits.d/d\n755 bits.d/s\n"
    return day("climber", script, *(f"= {code}\n" * len(ways) + end for code in (3, 1)))


def _machine():
    """Others on the same machine, who may write to the shared folder."""
    script = """
p amy pack hall --to bob -o one
p amy pack hall --to bob -o two
p bob keep one
p bob keep two
p bob prune --keep 1
p bob keep one
p bob forget amy-2
p bob keep two
cp one shared/a.parcel
p bob sync shared >log
p bob stored
echo mine >mine
p amy pack hall --to bob
for name in amy-3.parcel.part amy-3.part amy-3.tmp amy-3.parcel.tmp; do ln -s ../mine shared/$name; done
p amy sync shared >log
cat mine
for mode in 640 620 602 606; do chmod $mode bob/keys/amy.key; p bob verify; done
chmod 600 bob/keys/amy.key
p bob verify
"""
    made = (
        "".join(f"amy-{n}: 4 entries, 13 B\n= 0\n" for n in (1, 2))
        + "kept amy-1\n= 0\nkept amy-2\n= 0\nremoved amy-1\n= 0\n"
    )
    rest = "= 1\namy-3: 4 entries, 13 B\n= 0\nmine\n" + "= 1\n" * 4 + "= 0\n"
    return day("machine", script, *(f"{made}= {code}\nforgot amy-2\n= 0\n= {code}\n{rest}" for code in (3, 1)))


def _texts():
    """Texts that somebody else would obey."""
    script = r"""
printf '[hooks]\nkept = printf "%%s\\n" {title} >>log\n[filters]\n*.csv = sort\n' >>bob/locker.ini
make one '{"title": "$(echo a) `echo b` $HOME \\\\\" c", "entries": [{"name": "\u001b[2Jx\u009by\u202ez"}]}'
p bob keep one
cat log
p bob list one | tail -n 2
p bob stored | tail -n 2
mkdir odd
echo mine >odd/mine.csv
echo x >odd/--output=mine.csv
python3 -m parcels --locker bob pack odd --to amy >log 2>&1
cat odd/mine.csv
for place in p p.store p.store.ring.secrets p.__class__ n.__class__ p.title.__class__; do
    echo "{$place}" >t
    p bob report t
done
echo '{p.title!r:.5}' >t
p bob report t
"""
    title = '$(echo a) `echo b` $HOME \\\\" c'
    told = (
        f"kept amy-1\n= 0\n{title}\nrw-r--r--   0 B  ?[2Jx?y?z\n= 0\namy-1  amy         1   0 B  {title}\n= 0\nmine\n"
    )
    return day("texts", script, f"{told}{'= 1' + chr(10)}" + "= 1\n" * 5 + "'$(ec\n= 0\n")


def _drawn(rng, name):
    """Parcels in any order, good ones and bad ones."""
    script, told, highest = "mkdir got got2\n", ["", ""], 0
    for at in range(3):
        serial, kind = rng.randrange(1, 30), rng.choice(["good", "up", "chain", "short", "checksum", "size"])
        entries = [{"name": f"f{at}", "text": rng.choice(["x", "yy"])}]
        if kind == "up":
            entries.append({"name": f"../got{rng.choice(['2/', 'ten', '.'])}x", "text": "evil"})
        if kind == "chain":
            entries += [
                {"name": f"d{at}/e", "kind": "link", "target": ".."},
                {"name": "up", "kind": "link", "target": f"d{at}/e/../got2"},
            ]
        if kind == "size":
            entries[0]["size"] = 3
        said = json.dumps({"serial": serial, "entries": entries, "seal": kind})
        script += f"make p{at} '{said}'\np bob unpack p{at} --into got\np bob keep p{at}\n"
        script += f"p bob forget amy-{serial} >/dev/null\n"
        for which, code in enumerate((3, 1)):
            fine = kind == "good"
            first = f"amy-{serial}: 1 entry\n= 0\n" if fine else f"= {code}\n"
            # Places outside do not matter to keeping a parcel; a signature and sizes do.
            kept = serial > highest and kind in ("good", "up", "chain")
            told[which] += first + (f"kept amy-{serial}\n= 0\n" if kept else f"= {code}\n")
        highest = max(highest, serial) if kind in ("good", "up", "chain") else highest
    return day(name, script + "ls got2; ls | grep -c '^got'\n", *(one + "2\n" for one in told))
