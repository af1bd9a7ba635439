export interface User {
  userId: string;
  userName: string;
}
