"""Who should be found by what: a made-up event, and a pair for everything that people have typed at a door.

Grow it with every miss: write down what was typed and whom it meant. The order of the names is the order of the rows;
ANYBODY after them means that others may follow. A trailing "~" marks a row that says "similar".
"""

from typing import NamedTuple

ANYBODY = "…"


class Guest(NamedTuple):
    name: str
    cpf: str = ""
    email: str = ""
    phone: str = ""
    code: str = ""
    order_id: str = ""
    batch: str = "Lote 1"
    is_in: bool = False
    is_withdrawn: bool = False


FAMILY = "44db0fe3-ac96-4895-8a72-8f128e9664a9"
COMPANY = "9b1c77aa-0e0f-4d2e-b8a1-5c3d2e1f0a9b"

GUESTS = (
    Guest("Ana Clara da Conceição Brandão", "07345598102", "ana.lima@casa.example", "82999453509", "HO2V9XKQPL3TUBH"),
    Guest("Álvaro de Souza Neto", "39053344705", "alvaro@souza.example", "5511987654321", "YRC3IQGCR24TWKT", FAMILY),
    Guest("Alvaro Prado", "12345678909", "prado@prado.example", "11912345678", "ZQAU4F3U2E73Z2N", batch="VIP"),
    Guest("WENCESLAU ANTÔNIO THOMÉ", "52998224725", "wence.thome@correio.example", "4733221100", "N7HHNQCFJH0HK57"),
    Guest("Joana D'Ávila", "11144477735", "joana_davila@correio.example", "", "B00LIT1K2M3N4P5", FAMILY),
    Guest("Marina D’Ângelo Castelo-Branco", "", "marina+festa@angelo.example", "21998877665", "Q1W2E3R4T5Y6U7I"),
    Guest("José Maria Sant'Anna", "", "zemaria@correio.example", "", "LLO0I1AAAAAAA99", batch="VIP"),
    Guest("Maria José dos Santos", "", "", "(85) 98888-1212", "MJS4MJS4MJS4MJS", COMPANY, "Lote 2"),
    Guest("Maria das Dores Silva", "", "", "", "K8J7H6G5F4D3S2A", COMPANY, "Lote 2", is_in=True),
    Guest("Mariana Silva", "", "mari@silva.example", "", "P0O9I8U7Y6T5R4E", COMPANY, "Lote 2"),
    Guest("Mário Silveira", "", "", "", "X1C2V3B4N5M6L7K"),
    Guest("Zé (Zezinho) da Paz", "", "", "", "W9E8R7T6Y5U4I3O"),
    Guest("Łukasz Ørsted", "", "lukasz@orsted.example", "", "D4F5G6H7J8K9L0P"),
    Guest("Jürgen Weiß", "", "", "", "V5B6N7M8Q9W0E1R"),
    Guest("Nguyễn Thị Ân", "", "", "", "A2S3D4F5G6H7J8K"),
    Guest("李 小龙", "", "bruce@lee.example", "", "G7H8J9K0L1Z2X3C"),
    Guest("", "88877766655", "sem.nome@correio.example", "", "C3V4B5N6M7A8S9D", batch="Cortesia"),
    Guest("Léo", "", "", "", "T6Y7U8I9O0P1A2S"),
    Guest("Lea Uchôa", "", "", "", "R1T2Y3U4I5O6P7Q"),
    Guest("Thiago Luiz de Sousa", "", "", "", "F9G8H7J6K5L4M3N"),
    Guest("Beatriz Cavalcanti", "", "bia@cavalcanti.example", "", "J2K3L4M5N6B7V8C"),
    Guest("Gabriela Figueirêdo", "", "", "", "S5D6F7G8H9J0K1L", is_withdrawn=True),
    Guest("Gabriela Nunes", "", "", "", "E4R5T6Y7U8I9O0Z", is_in=True),
    Guest("Gabriela Teixeira", "", "", "", "U7I8O9P0A1S2D3F"),
    Guest("Vinícius O'Dwyer", "", "", "", "M1N2B3V4C5X6Z7A"),
    Guest("João de Deus", "", "", "", "H3J4K5L6Q7W8E9R"),
    Guest("Rosângela Monte-Mór", "", "", "", "Z9X8C7V6B5N4M3Q"),
    Guest("Vida Vip", "", "", "", "Y8T7R6E5W4Q3A2S"),
)

ANA, ALVARO, PRADO, WENCESLAU = "Ana Clara da Conceição Brandão", "Álvaro de Souza Neto", "Alvaro Prado", GUESTS[3].name
JOANA, MARINA, JOSE, MARIA_JOSE = "Joana D'Ávila", GUESTS[5].name, "José Maria Sant'Anna", "Maria José dos Santos"
DORES, MARIANA, MARIO, ZE = "Maria das Dores Silva", "Mariana Silva", "Mário Silveira", "Zé (Zezinho) da Paz"
LUKASZ, JURGEN, NGUYEN, BRUCE = "Łukasz Ørsted", "Jürgen Weiß", "Nguyễn Thị Ân", "李 小龙"
NAMELESS, THIAGO, BEATRIZ, ROSANGELA = "", "Thiago Luiz de Sousa", "Beatriz Cavalcanti", "Rosângela Monte-Mór"
FIGUEIREDO, NUNES, TEIXEIRA = "Gabriela Figueirêdo", "Gabriela Nunes", "Gabriela Teixeira"

PAIRS: tuple[tuple[str, list[str]], ...] = (
    # Accents, case, and words in any order
    ("ana clara", [ANA]),
    ("ANA CLARA DA CONCEICAO BRANDAO", [ANA]),
    ("brandão ana", [ANA]),
    ("conceicao clara", [ANA]),
    ("conce bran", [ANA]),
    ("  brandao   ana  ", [ANA]),
    ("ana da conceicao", [ANA]),
    ("ana e brandao", [ANA]),
    ("alvaro", [ALVARO, PRADO]),
    ("Álvaro", [ALVARO, PRADO]),
    ("alvaro souza", [ALVARO]),
    ("neto alvaro", [ALVARO]),
    ("wenceslau thome", [WENCESLAU]),
    ("thome wenceslau", [WENCESLAU]),
    ("thomé antonio", [WENCESLAU]),
    ("joao de deus", ["João de Deus"]),
    ("deus joao", ["João de Deus"]),
    # Beginnings, from two letters
    ("we", [WENCESLAU, JURGEN]),
    ("lé", ["Lea Uchôa", "Léo"]),
    ("leo", ["Léo"]),
    ("uch", ["Lea Uchôa"]),
    ("vin", ["Vinícius O'Dwyer"]),
    ("vi", ["Vida Vip", "Vinícius O'Dwyer", PRADO, JOSE]),
    ("ro mo", [ROSANGELA]),
    ("bea cav", [BEATRIZ]),
    # Whole words before beginnings, first names before others, and who is in after who is not
    ("maria", [MARIA_JOSE, JOSE, DORES, MARIANA]),
    ("maria jose", [MARIA_JOSE, JOSE]),
    ("jose maria", [JOSE, MARIA_JOSE]),
    ("silva", [MARIANA, DORES]),
    ("mari", [MARIA_JOSE, MARIANA, MARINA, MARIO, JOSE, DORES]),
    ("maria d", [DORES, MARIA_JOSE, ANYBODY]),
    ("gabriela", [TEIXEIRA, NUNES, FIGUEIREDO]),
    ("gabriela n", [NUNES]),
    # Apostrophes, hyphens, nicknames, foreign letters, no name
    ("d'avila", [JOANA]),
    ("davila", [JOANA]),
    ("d avila", [JOANA]),
    ("D’Ávila", [JOANA]),
    ("avila joana", [JOANA]),
    ("d'angelo", [MARINA]),
    ("dangelo marina", [MARINA]),
    ("castelo branco", [MARINA]),
    ("castelo-branco", [MARINA]),
    ("castelobranco", [MARINA]),
    ("santanna", [JOSE]),
    ("sant anna", [JOSE]),
    ("odwyer", ["Vinícius O'Dwyer"]),
    ("o'dwyer", ["Vinícius O'Dwyer"]),
    ("monte mor", [ROSANGELA]),
    ("zezinho", [ZE]),
    ("(zezinho)", [ZE]),
    ("ze da paz", [ZE]),
    ("lukasz orsted", [LUKASZ]),
    ("Łukasz", [LUKASZ]),
    ("weiss", [JURGEN]),
    ("jurgen weiß", [JURGEN]),
    ("nguyen an", [NGUYEN]),
    ("小", [BRUCE]),
    ("sem.nome", [NAMELESS]),
    ("cortesia", [NAMELESS]),
    # One typo
    ("wenceslao", [f"{WENCESLAU}~"]),
    ("wencelsau", [f"{WENCESLAU}~"]),
    ("wencesla u", []),
    ("venceslau", [f"{WENCESLAU}~"]),
    ("wensceslau thome", [f"{WENCESLAU}~"]),
    ("tiago", [f"{THIAGO}~"]),
    ("tiago luis", [f"{THIAGO}~"]),
    ("thiago souza", [f"{THIAGO}~"]),
    ("beatris", [f"{BEATRIZ}~"]),
    ("cavalcante beatriz", [f"{BEATRIZ}~"]),
    ("conceicão brandao", [ANA]),
    ("conseicao", [f"{ANA}~"]),
    ("conseica", [f"{ANA}~"]),
    ("rosangela montemor", [ROSANGELA]),
    ("rozangela", [f"{ROSANGELA}~"]),
    ("gabirela teixeira", [f"{TEIXEIRA}~"]),
    ("santana jose", [f"{JOSE}~"]),
    ("silvera", [f"{MARIO}~"]),
    ("vinicus", ["Vinícius O'Dwyer~"]),
    ("xyqabel", []),
    # CPF: whole, as on the document, its end, and the middle that the screens show
    ("07345598102", [ANA]),
    ("073.455.981-02", [ANA]),
    ("073 455 981 02", [ANA]),
    ("cpf 073.455.981-02", [ANA]),
    ("7345598102", [ANA]),
    ("8102", [ANA]),
    ("1-02", [ANA]),
    ("455981", [ANA]),
    ("455.981", [ANA]),
    ("•••.455.981-••", [ANA]),
    ("ana 8102", [ANA]),
    ("888.777", [NAMELESS]),
    # Phones
    ("82 99945-3509", [ANA]),
    ("(82) 99945-3509", [ANA]),
    ("+55 82 99945 3509", [ANA]),
    ("5582999453509", [ANA]),
    ("082999453509", [ANA]),
    ("999453509", [ANA]),
    ("3509", [ANA]),
    ("ana 99945-3509", [ANA]),
    ("11 98765-4321", [ALVARO]),
    ("98888 1212", [MARIA_JOSE]),
    ("tel (47) 3322-1100", [WENCESLAU]),
    ("047 3322-1100", [WENCESLAU]),
    ("00 55 82 99945-3509", [ANA]),
    # Codes: as shown, in groups, in lower case, with O for 0 and I or L for 1
    ("HO2V…UBH", [ANA]),
    ("HO2V UBH", [ANA]),
    ("ho2v...ubh", [ANA]),
    ("HO2V", [ANA]),
    ("h02v", [ANA]),
    ("HO2V9XKQPL3TUBH", [ANA]),
    ("ho2v9 xkqpl 3tubh", [ANA]),
    ("HO2V-9XKQ-PL3T-UBH", [ANA]),
    ("yrc3lqgcr24twkt", [ALVARO]),
    ("YRC31", [ALVARO]),
    ("boolit1k2m3n4p5", [JOANA]),
    ("B00L", [JOANA]),
    ("n7hhnqcfjhohk57", [WENCESLAU]),
    ("110o", [JOSE]),
    # E-mail
    ("ana.lima@casa.example", [ANA]),
    ("ANA.LIMA@CASA", [ANA]),
    ("ana.lima@", [ANA]),
    ("ana.lima", [ANA]),
    ("analima", [ANA]),
    ("lima", [ANA]),
    ("ana.lima @ casa.example", [ANA]),
    ("joana_davila@correio.example", [JOANA]),
    ("marina+festa@angelo.example", [MARINA]),
    ("bia@", [BEATRIZ]),
    ("wence.thome", [WENCESLAU]),
    ("correio.example", []),
    # Order and batch
    (FAMILY, [ALVARO, JOANA]),
    ("44DB0FE3", [ALVARO, JOANA]),
    ("44db0fe3 ac96", [ALVARO, JOANA]),
    ("pedido 44db0fe3", [ALVARO, JOANA]),
    (COMPANY, [MARIA_JOSE, MARIANA, DORES]),
    ("vip prado", [PRADO]),
    ("lote 2", [MARIA_JOSE, MARIANA, DORES]),
    ("mariana lote 2", [MARIANA]),
    ("alvaro vip", [PRADO]),
)  # fmt: skip
